// What may be known about a call: holders of its DID and earlier calls of its caller, by name.
import type { E164 } from '../../src/core/e164.ts';
import type { Lease } from '../../src/core/lease.ts';
import type { EarlierCall, Holder } from '../../src/core/posterior.ts';
import { aLease, aSession, aTouchpoint, e164 } from './builders.ts';
import { MINUTE } from './lease-policy.ts';

/** When the call begins. */
export const NOW = 1_800_000_000_000;
export const DID = e164('+74951230001');

export function visitOf(name: string) {
  return aSession({
    id: `session-${name}`,
    visitor: name,
    touchpoint: aTouchpoint({ source: `source-${name}` }),
  });
}

function holder(name: string, lease: Partial<Lease>): Holder {
  const session = visitOf(name);
  const shared = { token: `lease-${name}`, visitor: name, session: session.id };
  return {
    lease: aLease({ ...shared, grantedAt: NOW - 60 * MINUTE, ...lease }),
    session,
    regionFit: 1,
    phonedBefore: 0,
  };
}

/** Holds the number, and was last heard of `ago` ms before the call. */
export function present(name: string, ago: number, lease: Partial<Lease> = {}): Holder {
  return holder(name, { lastActivityAt: NOW - ago, engagedAt: NOW - ago, ...lease });
}

/** Gone: last seen when the lease ended, `ago` ms before the call. */
export function past(name: string, ago: number, lease: Partial<Lease> = {}): Holder {
  const at = NOW - ago;
  return holder(name, {
    grantedAt: at - 10 * MINUTE,
    lastActivityAt: at,
    engagedAt: at,
    endedAt: at,
    ...lease,
  });
}

/** The caller phoned `ago` ms before, surely or so likely because of that visit. */
export function earlierCall(
  name: string,
  ago: number,
  { did = DID, probability = 1 }: { did?: string; probability?: number } = {},
): EarlierCall {
  const { id, visitor, site, touchpoint } = visitOf(name);
  const { source, campaign } = touchpoint;
  const candidate = { site, lease: `lease-${name}`, session: id, visitor, probability, source, campaign };
  return { at: NOW - ago, did: did as E164, candidates: [candidate] };
}
