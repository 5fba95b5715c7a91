// What one site's visitor keeps from page to page, and in all tabs: who they are and which numbers are lent to them.
import type { LeaseResponse } from '../src/wire/lease.ts';

/** The server's answer, with its end by this browser's clock (ms since 1970). */
export type Lease = LeaseResponse & { until: number };

/** A lease, or what is left of one: the ids by which the server knows the visitor again. */
export type Kept = Partial<Lease>;

/** Two in E.164. */
const TWO_NUMBERS = /^(\+\d{6,15}){2}$/;

/** Whether this may be shown: what a proxy, a captive portal or another script left in its place may not. */
export function isLease(kept: Kept): kept is Lease {
  return !!kept.numbers?.every(({ replace, did }) => TWO_NUMBERS.test(replace + did));
}

export interface LeaseStore {
  read(): Kept;
  write(kept: Kept): void;
  /** Forgets everything, the browser too. */
  forget(): void;
  /** Counts this tab in (1) or out (-1), and says how many there are now; 0 where the browser forbids it. */
  countTab(change: number, isFirst?: boolean): number;
}

/** In localStorage; for this page only where the browser forbids that, or the visitor: `isAllowed`. */
export function openLeaseStore(site: string, isAllowed: () => boolean): LeaseStore {
  const key = `leaseline:${site}`;
  const tabs = `${key}:tabs`;
  let own: Kept = {};
  /** Undefined where it may not, or cannot. */
  const stored = <T>(work: () => T): T | undefined => {
    try {
      if (isAllowed()) return work();
    } catch {}
  };
  return {
    read: () => stored(() => JSON.parse(localStorage[key]) as Kept | null) ?? own,
    write(kept) {
      own = kept;
      stored(() => {
        localStorage[key] = JSON.stringify(kept);
      });
    },
    forget() {
      own = {};
      stored(() => {
        delete localStorage[key];
        delete localStorage[tabs];
      });
    },
    countTab: (change, isFirst) =>
      stored(() => {
        const count = (!isFirst && Number(localStorage[tabs])) || 0;
        localStorage[tabs] = count + change;
        return count + change;
      }) ?? 0,
  };
}
