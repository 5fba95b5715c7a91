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
  /** Forgets everything, the browser too. */
  forget(): void;
  /** Counts this tab in (1) or out (-1), and says how many there are now; at most a guess where the browser forbids it. */
  countTab(change: number): number;
}

/** In localStorage; for this page only where the browser forbids that, or the visitor: `isAllowed`. */
export function openLeaseStore(site: string, isAllowed: () => boolean): LeaseStore {
  const key = `leaseline:${site}`;
  const tabs = `${key}:tabs`;
  let own: Kept = {};
  /** Undefined where it may not, or cannot. */
  const stored = <T>(work: () => T): T | undefined => {
    if (isAllowed())
      try {
        return work();
      } catch {}
  };
  return {
    key,
    read: () => stored(() => Object(JSON.parse(localStorage.getItem(key) as string))) ?? own,
    write(kept) {
      own = kept;
      stored(() => localStorage.setItem(key, JSON.stringify(kept)));
    },
    forget() {
      own = {};
      try {
        localStorage.removeItem(key);
        localStorage.removeItem(tabs);
      } catch {}
    },
    countTab: (change) =>
      stored(() => {
        const count = Math.max(0, Number(localStorage.getItem(tabs)) + change);
        localStorage.setItem(tabs, `${count}`);
        return count;
      }) ?? 0,
  };
}
