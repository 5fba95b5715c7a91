// Whose address a request comes from, seen through the owner's own proxies.
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import proxyAddr from 'proxy-addr';

export type ClientAddress = (request: IncomingMessage) => string;

/**
 * X-Forwarded-For is believed only as far as `trustedProxies` (addresses, CIDR ranges, or the words `loopback`,
 * `linklocal`, `uniquelocal` of package proxy-addr) reach: anyone can send the header.
 */
export function clientAddress(trustedProxies: readonly string[]): ClientAddress {
  const trusted = proxyAddr.compile([...trustedProxies]);
  return (request) => {
    const peer = request.socket.remoteAddress ?? '';
    if (request.headers['x-forwarded-for'] === undefined || !trusted(peer, 0)) return plain(peer);
    const claimed = plain(proxyAddr(request, trusted));
    return isIP(claimed) === 0 ? plain(peer) : claimed;
  };
}

/** Whether the request came through a proxy, trusted or not: then its peer's address says nothing about the sender. */
export function wasForwarded(request: IncomingMessage): boolean {
  const { headers } = request;
  return headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined;
}

/** @param address IPv4 or IPv6 text. */
export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

/** An IPv4 address on a dual-stack socket reads `::ffff:192.0.2.1` (RFC 4291, 2.5.5.2). */
function plain(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
}
