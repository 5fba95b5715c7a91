// Time-based one-time passwords (RFC 6238) over HMAC-SHA-1 with six digits: what every authenticator app takes.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Millis } from '../../core/millis.ts';
import type { TotpCodes } from '../../ports/totp-codes.ts';

const STEP: Millis = 30_000;
/** RFC 4226, 4: at least 128 bits, 160 recommended. */
const SECRET_BYTES = 20;
/** RFC 4648, 6. */
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** What the app shows beside the account. */
const ISSUER = 'Leaseline';

export class Totp implements TotpCodes {
  newSecret(): string {
    return toBase32(randomBytes(SECRET_BYTES));
  }

  url(secret: string, name: string): string {
    const label = `${ISSUER}:${encodeURIComponent(name)}`;
    return `otpauth://totp/${label}?secret=${secret}&issuer=${ISSUER}&algorithm=SHA1&digits=6&period=30`;
  }

  stepOf(secret: string, code: string, now: Millis): number | null {
    const key = fromBase32(secret);
    const current = Math.floor(now / STEP);
    let found: number | null = null;
    // All are compared, so the time taken does not tell which one it was.
    for (const step of [current - 1, current, current + 1]) {
      if (sameText(codeAt(key, step), code)) found = step;
    }
    return found;
  }
}

/** RFC 4226, 5.3: four bytes from where the last half byte points, without their sign, six decimal digits of it. */
function codeAt(key: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', key).update(counter).digest();
  const at = mac.readUInt8(mac.length - 1) & 0xf;
  return String((mac.readUInt32BE(at) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]).join('');
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((digit) => BASE32.indexOf(digit).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
