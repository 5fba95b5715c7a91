// Cross checks of routing: names that exist, destinations that somebody can reach, rules that can do something.
import { readDid } from './did-range.ts';
import type { KeyPath } from './fault.ts';
import { formatPath } from './fault.ts';
import { nearestWord } from './nearest-word.ts';
import { quoted } from './reading.ts';
import type { Report } from './report.ts';
import type { Draft } from './shape.ts';

export function checkRouting(draft: Draft, report: Report): void {
  const { routing } = draft;
  if (routing === undefined) return;
  const names = namesOf(routing.destinations, 'destinations' in routing);
  const sites = namesOf(
    draft.sites?.map((site) => site && { name: site.id }),
    'sites' in draft,
  );
  const pools = namesOf(
    draft.pools?.map((pool) => pool && { name: pool.id }),
    'pools' in draft,
  );
  checkUnique(draft, report);
  const check = (kind: string, name: string | undefined, known: ReadonlySet<string> | null, path: KeyPath) =>
    checkName(kind, name, known, path, report);
  check('destination', routing.default, names, ['routing', 'default']);
  routing.rules?.forEach((rule, index) => {
    const path = ['routing', 'rules', index];
    rule?.to?.forEach((name, at) => {
      check('destination', name, names, [...path, 'to', at]);
    });
    rule?.when?.sites?.forEach((name, at) => {
      check('site', name, sites, [...path, 'when', 'sites', at]);
    });
    rule?.when?.pools?.forEach((name, at) => {
      check('pool', name, pools, [...path, 'when', 'pools', at]);
    });
    rule?.when?.dids?.forEach((raw, at) => {
      const country = draft.country?.trim().toUpperCase() ?? '';
      // Without a country national forms mean nothing; that is a fault of its own.
      if (raw === undefined || (country === '' && !String(raw).trim().startsWith('+'))) return;
      const did = readDid(String(raw), country);
      if (!did.ok) report.fault([...path, 'when', 'dids', at], did.message, did.remedy);
    });
    if (rule && !('to' in rule) && rule.last_agent !== true) {
      report.fault(path, 'this rule sends calls nowhere', 'Give it `to`, `last_agent: true`, or both.');
    }
  });
  checkAgents(routing, report);
  if (routing.hook && 'secret' in routing.hook && 'secret_file' in routing.hook) {
    report.fault(
      ['routing', 'hook', 'secret_file'],
      'both `secret` and `secret_file` are given',
      'Keep one of the two.',
    );
  }
}

type Routing = NonNullable<Draft['routing']>;

function checkUnique({ routing }: Draft, report: Report): void {
  const seen = new Map<string, KeyPath>();
  routing?.destinations?.forEach((destination, index) => {
    if (destination?.name === undefined) return;
    const path = ['routing', 'destinations', index, 'name'];
    const first = seen.get(destination.name);
    if (first === undefined) seen.set(destination.name, path);
    else
      report.fault(
        path,
        `${quoted(destination.name)} is already used by ${formatPath(first)}`,
        'Choose another.',
      );
  });
}

/** A target with `{agent}` needs an agent, which `last_agent` alone finds. */
function checkAgents({ destinations, rules, default: last }: Routing, report: Report): void {
  const forAgents = new Set(
    destinations?.filter((each) => each?.target?.includes('{agent}')).map((each) => each?.name),
  );
  const remedy = 'Name it in no `to` and no `default`: `last_agent: true` finds it.';
  const check = (name: string | undefined, path: KeyPath) => {
    if (name !== undefined && forAgents.has(name)) {
      report.fault(path, `the target of ${quoted(name)} needs an agent`, remedy);
    }
  };
  check(last, ['routing', 'default']);
  rules?.forEach((rule, index) => {
    rule?.to?.forEach((name, at) => {
      check(name, ['routing', 'rules', index, 'to', at]);
    });
    const reachable = destinations?.some(
      (each) => each === undefined || each.agents?.length || each.target?.includes('{agent}'),
    );
    if (rule?.last_agent === true && destinations !== undefined && !reachable) {
      report.fault(
        ['routing', 'rules', index, 'last_agent'],
        'no destination reaches an agent',
        'Give destinations their `agents`, or one a target with `{agent}`.',
      );
    }
  });
}

function checkName(
  kind: string,
  name: string | undefined,
  known: ReadonlySet<string> | null,
  path: KeyPath,
  report: Report,
): void {
  if (name === undefined || known === null || known.has(name)) return;
  const near = nearestWord(name, known);
  const there = known.size === 0 ? `Add it under \`${kind}s\`.` : `There is: ${[...known].join(', ')}.`;
  report.fault(
    path,
    `there is no ${kind} ${quoted(name)}`,
    near === null ? there : `Did you mean ${quoted(near)}?`,
  );
}

/** Null when a name cannot be read: then nobody can say which there are. */
function namesOf(
  items: readonly ({ readonly name?: string | undefined } | undefined)[] | undefined,
  isWritten: boolean,
): Set<string> | null {
  if (items === undefined) return isWritten ? null : new Set();
  const names = items.map((item) => item?.name);
  return names.every((name) => name !== undefined) ? new Set(names) : null;
}
