// What one site's visitor keeps from page to page, and in all tabs: who they are and which numbers are lent to them.
import type { LeaseResponse } from '../src/wire/lease.ts';

/** The server's answer, with its end by this browser's clock (ms since 1970). */
export type Lease = LeaseResponse & { until: number };

/** A lease, or what is left of one: the ids by which the server knows the visitor again. */
export type Kept = Partial<Lease>;

const E164 = /^\+\d{6,15}$/;

/** Whether this may be shown: what a proxy, a captive portal or another script left in its place may not. */
export function isLease(kept: Kept): kept is Lease {
  return (
    !!(kept.token && kept.until) &&
    !!kept.numbers?.every(
      ({ replace, did, national, international }) =>
        E164.test(replace) && E164.test(did) && national && international,
    )
  );
}

export interface LeaseStore {
  /** Of localStorage. */
  key: string;
  read(): Kept;
  write(kept: Kept): void;
}

/** In localStorage; for this page only where the browser forbids that. */
export function openLeaseStore(site: string): LeaseStore {
  const key = `leaseline:${site}`;
  let own: Kept = {};
  return {
    key,
    read() {
      try {
        return Object(JSON.parse(localStorage.getItem(key) as string));
      } catch {
        return own;
      }
    },
    write(kept) {
      own = kept;
      try {
        localStorage.setItem(key, JSON.stringify(kept));
      } catch {}
    },
  };
}
