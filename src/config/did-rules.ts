// Cross checks of numbers: each is one, ranges are sane, and no DID has two uses.
import { type DidRange, formatRange, readDid, readDidRange, sizeOf } from './did-range.ts';
import { formatPath, type KeyPath } from './fault.ts';
import type { Report } from './report.ts';
import type { Draft } from './shape.ts';

interface PlacedRange extends DidRange {
  readonly path: KeyPath;
  /** Position in the file: of two uses the later one is at fault. */
  readonly order: number;
  readonly pool: boolean;
}

export function checkDids(draft: Draft, report: Report): void {
  const dids = readAll(draft, report);
  checkDuplicates(dids, report);
  checkPrinted(draft, dids, report);
  checkDisabled(draft, dids, report);
}

function readAll(draft: Draft, report: Report): PlacedRange[] {
  const dids: PlacedRange[] = [];
  const add = (raw: string | number | undefined, path: KeyPath, use: 'pool' | 'overflow' | 'channel') => {
    const written = String(raw ?? '');
    if (raw === undefined || !canRead(written, draft)) return;
    const country = countryOf(draft);
    const single = use === 'pool' ? null : readDid(written, country);
    const range = single && !single.ok ? single : readDidRange(written, country);
    if (!range.ok) report.fault(path, range.message, range.remedy);
    else if (single && sizeOf(range.value) > 1) {
      report.fault(path, 'this must be one number, not a range', 'Write a single number.');
    } else dids.push({ ...range.value, path, order: dids.length, pool: use === 'pool' });
  };
  draft.pools?.forEach((pool, index) => {
    pool?.numbers?.forEach((number, at) => {
      add(number, ['pools', index, 'numbers', at], 'pool');
    });
    add(pool?.overflow, ['pools', index, 'overflow'], 'overflow');
  });
  draft.channel_numbers?.forEach((channel, index) => {
    add(channel?.number, ['channel_numbers', index, 'number'], 'channel');
  });
  return dids;
}

function countryOf(draft: Draft): string {
  return draft.country?.trim().toUpperCase() ?? '';
}

/** National forms mean nothing while the country is unknown; that fault is reported by itself. */
function canRead(written: string, draft: Draft): boolean {
  return draft.country !== undefined || written.trim().startsWith('+');
}

/** One sweep over the ranges by their first DID, however many there are; each range is reported once. */
function checkDuplicates(dids: readonly PlacedRange[], report: Report): void {
  const reported = new Set<PlacedRange>();
  let reach: PlacedRange | null = null;
  for (const range of [...dids].sort((one, two) => one.first - two.first || one.order - two.order)) {
    if (reach !== null && range.first <= reach.last) {
      const [earlier, later] = reach.order < range.order ? [reach, range] : [range, reach];
      if (!reported.has(later)) {
        reported.add(later);
        const shared = { first: range.first, last: Math.min(range.last, reach.last) };
        report.fault(
          later.path,
          `${formatRange(shared)} is already in ${formatPath(earlier.path)}`,
          'A DID has one use only: remove it from one of the two.',
        );
      }
    }
    if (reach === null || range.last > reach.last) reach = range;
  }
}

function checkPrinted(draft: Draft, dids: readonly PlacedRange[], report: Report): void {
  draft.sites?.forEach((site, index) => {
    const seen = new Map<string, KeyPath>();
    const check = (raw: string | number | undefined, path: KeyPath) => {
      const written = String(raw ?? '');
      if (raw === undefined || !canRead(written, draft)) return;
      const printed = readDid(written, countryOf(draft));
      if (!printed.ok) {
        report.fault(path, printed.message, printed.remedy);
        return;
      }
      const first = seen.get(printed.value);
      if (first) {
        const message = `${printed.value} is already in ${formatPath(first)}`;
        report.fault(path, message, 'Remove it from one of the two.');
        return;
      }
      seen.set(printed.value, path);
      const digits = Number(printed.value.slice(1));
      const pool = dids.find((range) => range.pool && range.first <= digits && digits <= range.last);
      if (pool) {
        report.fault(
          path,
          `${printed.value} is also lent by ${formatPath(pool.path)}, so it would be swapped with itself`,
          'Print another number on the pages, or take this one out of the pool.',
        );
      }
    };
    site?.replace?.forEach((raw, at) => {
      check(raw, ['sites', index, 'replace', at]);
    });
    site?.more_numbers?.forEach((more, at) => {
      check(more?.number, ['sites', index, 'more_numbers', at, 'number']);
    });
  });
}

/** A number that is disabled in no pool of its own is a slip of the pen: the one that was meant would go on being lent. */
function checkDisabled(draft: Draft, dids: readonly PlacedRange[], report: Report): void {
  draft.pools?.forEach((pool, index) => {
    pool?.disabled?.forEach((raw, at) => {
      const written = String(raw ?? '');
      if (raw === undefined || !canRead(written, draft)) return;
      const path = ['pools', index, 'disabled', at];
      const number = readDid(written, countryOf(draft));
      if (!number.ok) {
        report.fault(path, number.message, number.remedy);
        return;
      }
      const digits = Number(number.value.slice(1));
      const own = dids.some(
        (range) => range.pool && range.path[1] === index && range.first <= digits && digits <= range.last,
      );
      if (!own) {
        report.fault(path, `${number.value} is not among this pool's numbers`, 'Correct it, or remove it.');
      }
    });
  });
}
