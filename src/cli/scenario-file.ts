// A scenario file as a scenario, or everything that is wrong with it.
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { byPlace, type Fault, formatPath } from '../config/fault.ts';
import { fileTrouble } from '../config/file-trouble.ts';
import { findingsOf } from '../config/shape.ts';
import { YamlSource } from '../config/yaml-source.ts';
import type { Browsing, Scenario } from '../simulation/scenario.ts';
import { ScenarioSchema } from './scenario-schema.ts';

export type LoadedScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly faults: readonly Fault[] };

const REMEDY = 'Start with bench/scenarios/local-service.yaml.';

export function loadScenario(path: string): LoadedScenario {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return refuse(`the file cannot be read: ${fileTrouble(error)}`, REMEDY);
  }
  const source = new YamlSource(text);
  const broken = source.faults.map((fault) => ({ ...fault, path: formatPath(fault.path) }));
  if (!source.sound) return { ok: false, faults: broken.sort(byPlace) };
  const { tree } = source;
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) {
    return refuse('the file has no keys at its top', REMEDY);
  }
  const read = ScenarioSchema.safeParse(tree);
  const issues = read.success ? [] : read.error.issues;
  const found = issues
    .flatMap((issue) => findingsOf(issue, tree, ScenarioSchema))
    .map(({ path, part, message, remedy }) => ({
      ...source.place(path, part),
      path: formatPath(path),
      message,
      remedy,
    }));
  const faults = [...broken, ...found].sort(byPlace);
  return read.success && faults.length === 0
    ? { ok: true, scenario: toScenario(read.data) }
    : { ok: false, faults };
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

function refuse(message: string, remedy: string): LoadedScenario {
  return { ok: false, faults: [{ line: 0, column: 0, path: '', message, remedy }] };
}
