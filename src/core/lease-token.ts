// A lease's secret, which also names its DID: so a page's report finds its lease without another index.
import type { E164 } from './e164.ts';

/** @param nonce an unguessable word of URL-safe characters without a `.` */
export function leaseToken(nonce: string, did: E164): string {
  // Joined twice, the token would be kept with the join of its first two parts.
  const suffix = `.${did.slice(1)}`;
  return `${nonce}${suffix}`;
}

/** The DID a token names; nonsense for a token that is not one of ours, which then matches no lease. */
export function didOfToken(token: string): E164 {
  return `+${token.slice(token.lastIndexOf('.') + 1)}` as E164;
}
