// A scenario file as a scenario, or everything that is wrong with it.
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { byPlace, type Fault, formatPath, type KeyPath } from '../config/fault.ts';
import { fileTrouble } from '../config/file-trouble.ts';
import { findingsOf } from '../config/shape.ts';
import { YamlSource } from '../config/yaml-source.ts';
import type { Browsing, Scenario } from '../simulation/scenario.ts';
import { applyOverride, type Override } from './scenario-override.ts';
import { ScenarioSchema } from './scenario-schema.ts';

/** A fault of the file, or of what was set on the command line. */
export interface ScenarioFault extends Fault {
  readonly where: string;
}

export type LoadedScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly faults: readonly ScenarioFault[] };

const REMEDY = 'Start with bench/scenarios/local-service.yaml.';

/** @param overrides in order: the last one counts */
export function loadScenario(path: string, overrides: readonly Override[] = []): LoadedScenario {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return refuse(path, `the file cannot be read: ${fileTrouble(error)}`, REMEDY);
  }
  const source = new YamlSource(text);
  const broken = source.faults.map((fault) => ({ ...fault, path: formatPath(fault.path), where: path }));
  if (!source.sound) return { ok: false, faults: broken.sort(byPlace) };
  const { tree } = source;
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) {
    return refuse(path, 'the file has no keys at its top', REMEDY);
  }
  const astray = overrides.find((override) => !applyOverride(tree, override));
  if (astray) {
    return refuse(astray.written, `there is no ${formatPath(astray.path)}`, 'Name a key as the file has it.');
  }
  const read = ScenarioSchema.safeParse(tree);
  const issues = read.success ? [] : read.error.issues;
  const found = issues
    .flatMap((issue) => findingsOf(issue, tree, ScenarioSchema))
    .map(({ path: key, part, message, remedy }): ScenarioFault => {
      const override = overrides.findLast((one) => isOf(one, key));
      const place = override ? { line: 0, column: 0 } : source.place(key, part);
      return { ...place, where: override?.written ?? path, path: formatPath(key), message, remedy };
    });
  const faults = [...broken, ...found].sort(byPlace);
  return read.success && faults.length === 0
    ? { ok: true, scenario: toScenario(read.data) }
    : { ok: false, faults };
}

/** Whether the value at `key`, or the group it lacks, is what was set. */
function isOf({ path }: Override, key: KeyPath): boolean {
  const shared = Math.min(path.length, key.length);
  return shared > 0 && path.slice(0, shared).every((step, index) => String(step) === String(key[index]));
}

type Parsed = z.output<typeof ScenarioSchema>;

function toScenario(parsed: Parsed): Scenario {
  const { delay_factor, second_number, delays, ...calls } = parsed.calls;
  const { other_device, ...returns } = parsed.returns;
  return {
    seeds: parsed.seeds,
    days: parsed.days,
    warmUp: parsed.warm_up,
    poolSizes: parsed.pool_sizes,
    reach: parsed.reach,
    visitsADay: parsed.visits_a_day,
    hourlyProfile: parsed.hourly_profile,
    mobile: parsed.mobile,
    regions: parsed.regions,
    bots: { ...toBrowsing(parsed.bots), share: parsed.bots.share },
    bounces: { ...toBrowsing(parsed.bounces), share: parsed.bounces.share },
    readers: toBrowsing(parsed.readers),
    heartbeat: parsed.heartbeat,
    settledAfter: parsed.settled_after,
    calls: {
      ...calls,
      delays: delays.map(({ page_open, ...delay }) => ({ ...delay, pageOpen: page_open })),
      delayFactor: delay_factor,
      secondNumber: second_number,
    },
    returns: { ...returns, otherDevice: other_device },
    strangersEvery: parsed.strangers_every,
  };
}

function toBrowsing({
  pages,
  tabs,
  stay,
  engaged,
  first_touch,
  hides,
  hidden,
  keeps_tab,
}: Parsed['readers']): Browsing {
  return { pages, tabs, stay, engaged, firstTouch: first_touch, hides, hidden, keepsTab: keeps_tab };
}

function refuse(where: string, message: string, remedy: string): LoadedScenario {
  return { ok: false, faults: [{ where, line: 0, column: 0, path: '', message, remedy }] };
}
