// Network values: the socket to listen on, URLs, origins, proxies.
import { isIP } from 'node:net';
import { textLeaf } from './leaf.ts';
import { bad, good, quoted } from './reading.ts';

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

export function listenAddress() {
  return textLeaf<ListenAddress>((written) => {
    const match = /^(?:\[([^\]]+)\]|([^:\s]+)):(\d{1,5})$/.exec(written);
    const [, ipv6, host, port] = match ?? [];
    const sound = ipv6 === undefined ? host !== undefined : isIP(ipv6) === 6;
    return sound && Number(port) <= 65_535
      ? good({ host: ipv6 ?? host ?? '', port: Number(port) })
      : bad(
          `${quoted(written)} is not host:port`,
          'Write for example 127.0.0.1:8080, or 0.0.0.0:8080 for every interface.',
        );
  });
}

/** An http(s) URL, without its trailing slash. */
export function webUrl() {
  return textLeaf<string>((written) => {
    const url = URL.canParse(written) ? new URL(written) : null;
    if (!url || !isWeb(url)) {
      return bad(`${quoted(written)} is not a web address`, 'Write it with http:// or https://.');
    }
    if (url.search || url.hash || url.username || url.password) {
      return bad('this has more than scheme, host and path', 'Remove user name, query and fragment.');
    }
    return good(url.href.replace(/\/$/, ''));
  });
}

/** A site's origin, as browsers send it in the Origin header (RFC 6454). */
export function origin() {
  return textLeaf<string>((written) => {
    const url = URL.canParse(written) ? new URL(written) : null;
    if (!url || !isWeb(url) || url.hostname.includes('*')) {
      return bad(
        `${quoted(written)} is not an origin`,
        'Write scheme://host[:port], for example https://shop.example.ru.',
      );
    }
    if (!/^https?:\/\/[^/?#@]+$/i.test(written)) {
      return bad(`${quoted(written)} is more than an origin`, `Write ${url.origin}, without a path.`);
    }
    return good(url.origin);
  });
}

/** Names for address ranges that the proxy-addr package knows. */
const NAMED_RANGES = ['loopback', 'linklocal', 'uniquelocal'];

export function proxyRange() {
  return textLeaf<string>((written) => {
    const [address = '', bits, ...rest] = written.split('/');
    const family = isIP(address);
    const most = family === 6 ? 128 : 32;
    const soundBits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
    return NAMED_RANGES.includes(written) || (family !== 0 && soundBits && rest.length === 0)
      ? good(written)
      : bad(
          `${quoted(written)} is not an address range`,
          `Write an IP address, a range such as 10.0.0.0/8, or ${NAMED_RANGES.join(', ')}.`,
        );
  });
}

function isWeb(url: URL): boolean {
  return url.protocol === 'http:' || url.protocol === 'https:';
}
