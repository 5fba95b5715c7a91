// What one site's visitor keeps from page to page, and in all tabs: who they are and which numbers are lent to them.
import type { LeaseResponse } from '../src/wire/lease.ts';

/** The server's answer, with its end by this browser's clock (ms since 1970). */
export type Lease = LeaseResponse & { until: number };

/** A lease, or what is left of one: the ids by which the server knows the visitor again. */
export type Kept = Optional<
  Lease & {
    /** Where a visit came in that the server has not heard of yet. */
    landing: { url: string; referrer: string } | false;
    /** When a page was opened last, by this browser's clock (ms since 1970). */
    seen: number;
    /** How many tabs show the site. */
    tabs: number;
  }
>;

type Optional<T> = { [K in keyof T]?: T[K] | undefined };

/** Two in E.164. */
const TWO_NUMBERS = /^(\+\d{6,15}){2}$/;

/** Whether this may be shown: what a proxy, a captive portal or another script left in its place may not. */
export function isLease(kept: Kept): kept is Lease {
  return kept.numbers?.every(({ replace, did }) => TWO_NUMBERS.test(replace + did)) as boolean;
}

export interface LeaseStore {
  read(): Kept;
  /** What is undefined in `changes` goes. */
  write(changes: Kept): void;
  /** Forgets everything, the browser too. */
  forget(): void;
}

/** In localStorage; for this page only where the browser forbids that, or the visitor: `isAllowed`. */
export function openLeaseStore(site: string, isAllowed: () => boolean): LeaseStore {
  const key = `leaseline:${site}`;
  let own: Kept = {};
  const attempt = <T>(work: () => T, may = isAllowed()): T | undefined => {
    try {
      if (may) return work();
    } catch {}
  };
  const read = (): Kept => attempt(() => JSON.parse(localStorage[key])) ?? own;
  return {
    read,
    write(changes) {
      own = { ...read(), ...changes };
      attempt(() => {
        localStorage[key] = JSON.stringify(own);
      });
    },
    forget() {
      own = {};
      attempt(() => delete localStorage[key], true);
    },
  };
}
