// Cross checks of names: ids are unique, sites and pools belong together, nothing vital is left out.
import type { KeyPath } from './fault.ts';
import { formatPath } from './fault.ts';
import { nearestWord } from './nearest-word.ts';
import { quoted } from './reading.ts';
import type { Report } from './report.ts';
import type { Draft } from './shape.ts';

export function checkReferences(draft: Draft, report: Report): void {
  checkUnique(draft, report);
  checkSites(draft, report);
  checkPools(draft, report);
  if (draft.asterisk === undefined ? !('asterisk' in draft) : draft.asterisk.length === 0) {
    report.warn(['asterisk'], 'there is no Asterisk box, so no calls are seen', 'Add one under `asterisk`.');
  }
}

function checkUnique(draft: Draft, report: Report): void {
  const lists: readonly (readonly [string, string, readonly (string | undefined)[] | undefined])[] = [
    ['asterisk', 'name', draft.asterisk?.map((box) => box?.name)],
    ['pools', 'id', draft.pools?.map((pool) => pool?.id)],
    ['sites', 'id', draft.sites?.map((site) => site?.id)],
    ['users', 'name', draft.users?.map((user) => user?.name)],
  ];
  for (const [list, key, names] of lists) {
    const seen = new Map<string, KeyPath>();
    names?.forEach((name, index) => {
      if (name === undefined) return;
      const path = [list, index, key];
      const first = seen.get(name);
      if (first === undefined) seen.set(name, path);
      else report.fault(path, `${quoted(name)} is already used by ${formatPath(first)}`, 'Choose another.');
    });
  }
}

function checkSites(draft: Draft, report: Report): void {
  const known = poolIds(draft);
  draft.sites?.forEach((site, index) => {
    site?.pools?.forEach((id, at) => {
      if (id === undefined || known === null || known.has(id)) return;
      const near = nearestWord(id, known);
      const remedy = near === null ? listed(known) : `Did you mean ${quoted(near)}?`;
      report.fault(['sites', index, 'pools', at], `there is no pool ${quoted(id)}`, remedy);
    });
  });
}

function checkPools(draft: Draft, report: Report): void {
  const used = new Set(draft.sites?.flatMap((site) => site?.pools ?? []));
  draft.pools?.forEach((pool, index) => {
    if (pool?.id === undefined) return;
    if (!used.has(pool.id)) {
      report.warn(
        ['pools', index, 'id'],
        `no site uses pool ${quoted(pool.id)}`,
        'Name it under `pools` of a site, or remove it.',
      );
    }
    if (!('overflow' in pool)) {
      report.warn(
        ['pools', index],
        `pool ${quoted(pool.id)} has no overflow DID: when exhausted the page keeps its printed number`,
        'Add `overflow` to know at least the site of such calls.',
      );
    }
  });
}

/** Null when an id cannot be read: then nobody can say which pools there are. */
function poolIds(draft: Draft): Set<string> | null {
  if (draft.pools === undefined) return 'pools' in draft ? null : new Set();
  const ids = draft.pools.map((pool) => pool?.id);
  return ids.every((id) => id !== undefined) ? new Set(ids) : null;
}

function listed(known: ReadonlySet<string>): string {
  return known.size === 0 ? 'Add it under `pools`.' : `There is: ${[...known].join(', ')}.`;
}
