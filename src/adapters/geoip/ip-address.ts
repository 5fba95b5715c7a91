// A visitor's address in the one form GeoIP databases know.
import { isIP } from 'node:net';

export interface IpAddress {
  readonly family: 4 | 6;
  readonly text: string;
}

/** `::ffff:192.0.2.1`, as a dual-stack socket names an IPv4 peer (RFC 4291, 2.5.5.2), and its hexadecimal form. */
const MAPPED_DOTTED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const MAPPED_HEX = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i;

/** Answers null for what is no address. IPv4 inside IPv6 becomes IPv4; a zone (`%eth0`) is dropped. */
export function parseIpAddress(raw: string): IpAddress | null {
  const [text = ''] = raw.trim().split('%', 1);
  const family = isIP(text);
  if (family === 4) return { family, text };
  if (family !== 6) return null;
  const dotted = MAPPED_DOTTED.exec(text)?.[1];
  if (dotted) return { family: 4, text: dotted };
  const hex = MAPPED_HEX.exec(text);
  if (!hex) return { family, text };
  const high = Number.parseInt(hex[1] ?? '0', 16);
  const low = Number.parseInt(hex[2] ?? '0', 16);
  return { family: 4, text: [high >> 8, high & 255, low >> 8, low & 255].join('.') };
}
