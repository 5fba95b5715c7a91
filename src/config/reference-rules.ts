// Cross checks of names: ids are unique, sites and pools belong together, nothing vital is left out.
import type { KeyPath } from './fault.ts';
import { formatPath } from './fault.ts';
import { checkKnown } from './known-names.ts';
import { quoted } from './reading.ts';
import type { Report } from './report.ts';
import type { Draft } from './shape.ts';

export function checkReferences(draft: Draft, report: Report): void {
  checkUnique(draft, report);
  checkSites(draft, report);
  checkPools(draft, report);
  checkChannels(draft, report);
  checkUsers(draft, report);
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
  const known = idsOf('pools', draft);
  draft.sites?.forEach((site, index) => {
    site?.pools?.forEach((id, at) => {
      checkKnown('pool', id, known, ['sites', index, 'pools', at], report);
    });
    site?.more_numbers?.forEach((more, nth) => {
      more?.pools?.forEach((id, at) => {
        checkKnown('pool', id, known, ['sites', index, 'more_numbers', nth, 'pools', at], report);
      });
    });
  });
}

function checkPools(draft: Draft, report: Report): void {
  const used = new Set(
    draft.sites?.flatMap((site) => [site, ...(site?.more_numbers ?? [])].flatMap((of) => of?.pools ?? [])),
  );
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

function checkChannels(draft: Draft, report: Report): void {
  const known = idsOf('sites', draft);
  draft.channel_numbers?.forEach((channel, index) => {
    channel?.sites?.forEach((id, at) => {
      checkKnown('site', id, known, ['channel_numbers', index, 'sites', at], report);
    });
    if (channel?.sites?.length && !('medium' in channel)) {
      report.warn(
        ['channel_numbers', index, 'sites'],
        'no visit to a website has the medium offline, so these sites never show the number',
        'Add the `medium` of the visits that are to see it, such as cpc or organic.',
      );
    }
  });
}

function checkUsers(draft: Draft, report: Report): void {
  const known = idsOf('sites', draft);
  draft.users?.forEach((user, index) => {
    if (user?.role === 'admin' && user.sites?.length) {
      report.fault(
        ['users', index, 'sites'],
        'an admin sees every site',
        'Remove it, or choose another role.',
      );
      return;
    }
    user?.sites?.forEach((id, at) => {
      checkKnown('site', id, known, ['users', index, 'sites', at], report);
    });
  });
}

/** Null when an id cannot be read: then nobody can say which there are. */
function idsOf(list: 'pools' | 'sites', draft: Draft): Set<string> | null {
  const items = draft[list];
  if (items === undefined) return list in draft ? null : new Set();
  const ids = items.map((item) => item?.id);
  return ids.every((id) => id !== undefined) ? new Set(ids) : null;
}
