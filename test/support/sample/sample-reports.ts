// Reports over the sample history, worked out the plain way.
import type { WireCall } from '../../../src/wire/call.ts';
import type {
  WireCallReport,
  WireFunnel,
  WireHeatmap,
  WireReportFigures,
  WireTrend,
} from '../../../src/wire/report.ts';
import { grouped } from './grouped.ts';
import { MOSCOW_MS, SOURCES } from './sample-sources.ts';

const DAY_MS = 86_400_000;

export interface Asked {
  readonly from: number;
  readonly to: number;
  readonly by: WireCallReport['by'];
  readonly model: WireCallReport['model'];
  readonly compare: string | null;
}

export function sampleCallReport(
  history: readonly WireCall[],
  { from, to, by, model, compare }: Asked,
): WireCallReport {
  const length = to - from;
  const shift = compare === null ? null : compare === 'year' ? 365 * DAY_MS : length;
  const now = within(history, from, to);
  const before = shift === null ? [] : within(history, from - shift, to - shift);
  const key = (call: WireCall) => JSON.stringify(by.map((dimension) => keyOf(call, dimension, model)));
  const groups = grouped(now, key);
  const earlier = grouped(before, key);
  const days = length / DAY_MS;
  const rows = [...groups].map(([keys, calls]) => {
    const parts = JSON.parse(keys) as (string | null)[];
    const spend = spendOf(by, parts, days);
    const old = earlier.get(keys);
    return {
      keys: parts,
      ...figures(calls, spend, model),
      previous: old ? figures(old, spend === null ? null : spend * 0.92, model) : null,
    };
  });
  rows.sort((a, b) => b.calls - a.calls);
  const spend = SOURCES.reduce((sum, { perDay = 0 }) => sum + perDay, 0) * days;
  return {
    from: iso(from),
    to: iso(to),
    by: [...by],
    model,
    compared: shift === null ? null : { from: iso(from - shift), to: iso(to - shift) },
    rows: rows.slice(0, 1000),
    more_rows: Math.max(0, rows.length - 1000),
    total: {
      ...figures(now, spend, model),
      previous: shift === null ? null : figures(before, spend * 0.92, model),
    },
  };
}

export function sampleTrend(
  history: readonly WireCall[],
  { from, to, by }: Asked,
  step: WireTrend['step'],
): WireTrend {
  const width = step === 'hour' ? 3_600_000 : step === 'day' ? DAY_MS : 7 * DAY_MS;
  const first = Math.floor((from + MOSCOW_MS) / width) * width - MOSCOW_MS;
  const count = Math.ceil((to - first) / width);
  const calls = within(history, from, to);
  const tally = (list: readonly WireCall[]) => {
    const counts = new Array<number>(count).fill(0);
    for (const call of list) {
      const at = Math.floor((Date.parse(call.started_at) - first) / width);
      counts[at] = (counts[at] ?? 0) + 1;
    }
    return counts;
  };
  const [dimension] = by;
  const groups =
    dimension === undefined
      ? []
      : [...grouped(calls, (call) => keyOf(call, dimension, 'last'))].sort(
          (a, b) => b[1].length - a[1].length,
        );
  const rest = groups.slice(5).flatMap(([, list]) => list);
  return {
    step,
    time_zone: 'Europe/Moscow',
    times: Array.from({ length: count }, (_, index) => iso(first + index * width + MOSCOW_MS).slice(0, 16)),
    calls: tally(calls),
    missed: tally(calls.filter(missed)),
    target: tally(calls.filter(({ target }) => target === true)),
    series: [
      ...groups.slice(0, 5).map(([key, list]) => ({ key, rest: false, calls: tally(list) })),
      ...(rest.length > 0 ? [{ key: null, rest: true, calls: tally(rest) }] : []),
    ],
  };
}

export function sampleHeatmap(history: readonly WireCall[], from: number, to: number): WireHeatmap {
  const calls = new Array<number>(168).fill(0);
  const lost = new Array<number>(168).fill(0);
  for (const call of within(history, from, to)) {
    const date = new Date(Date.parse(call.started_at) + MOSCOW_MS);
    const cell = ((date.getUTCDay() + 6) % 7) * 24 + date.getUTCHours();
    calls[cell] = (calls[cell] ?? 0) + 1;
    if (missed(call)) lost[cell] = (lost[cell] ?? 0) + 1;
  }
  return { time_zone: 'Europe/Moscow', calls, missed: lost };
}

export function sampleFunnel(history: readonly WireCall[], from: number, to: number): WireFunnel {
  const calls = within(history, from, to);
  const sales = calls.filter(({ value }) => (value ?? 0) > 0);
  return {
    visits: calls.length * 23 + 41,
    lent: calls.length * 22,
    called: Math.round(calls.length * 0.82),
    calls: calls.length,
    answered: calls.filter(({ outcome }) => outcome === 'answered').length,
    target: calls.filter(({ target }) => target === true).length,
    sales: sales.length,
    value: sales.reduce((sum, { value }) => sum + (value ?? 0), 0),
  };
}

export function within(history: readonly WireCall[], from: number, to: number): WireCall[] {
  return history.filter(({ started_at }) => Date.parse(started_at) >= from && Date.parse(started_at) < to);
}

function keyOf(
  { attribution, agents, did }: WireCall,
  dimension: WireCallReport['by'][number],
  model: string,
): string | null {
  const touch = model === 'first' ? attribution.first_touch : attribution.touchpoint;
  switch (dimension) {
    case 'page':
      return attribution.page?.url ?? null;
    case 'region':
      return attribution.region;
    case 'site':
      return attribution.site;
    case 'pool':
      return attribution.site === null ? null : 'moscow';
    case 'agent':
      return agents[0] ?? null;
    case 'did':
      return did;
    default:
      return touch?.[dimension] ?? null;
  }
}

function figures(calls: readonly WireCall[], spend: number | null, model: string): WireReportFigures {
  const weight = (call: WireCall) => (model === 'probability' ? call.attribution.confidence : 1);
  const sum = (list: readonly WireCall[]) =>
    Math.round(list.reduce((total, call) => total + weight(call), 0) * 10) / 10;
  const answered = calls.filter(({ outcome }) => outcome === 'answered');
  const count = sum(calls);
  const target = sum(calls.filter((call) => call.target === true));
  const value = calls.reduce((total, call) => total + (call.value ?? 0) * weight(call), 0);
  return {
    calls: count,
    unique: new Set(calls.map(({ caller, id }) => caller ?? id)).size,
    answered: sum(answered),
    missed: sum(calls.filter(missed)),
    target,
    wait_s: mean(calls.map(({ wait_s }) => wait_s ?? 0)),
    talk_s: mean(answered.map(({ talk_s }) => talk_s ?? 0)),
    value: Math.round(value),
    spend: spend === null ? null : Math.round(spend),
    cost_per_call: spend === null || count === 0 ? null : Math.round(spend / count),
    cost_per_target: spend === null || target === 0 ? null : Math.round(spend / target),
    return: spend === null || spend === 0 ? null : Math.round(((value - spend) / spend) * 1000) / 1000,
  };
}

function spendOf(by: readonly string[], keys: readonly (string | null)[], days: number): number | null {
  const source = keys[by.indexOf('source')];
  if (source === undefined || source === null || by.length > 1) return null;
  const paid = SOURCES.filter((one) => one.source === source && one.perDay !== undefined);
  return paid.length === 0 ? null : paid.reduce((sum, { perDay = 0 }) => sum + perDay, 0) * days;
}

function missed({ outcome }: WireCall): boolean {
  return outcome === 'missed' || outcome === 'busy';
}

function mean(values: readonly number[]): number | null {
  return values.length === 0
    ? null
    : Math.round((values.reduce((sum, value) => sum + value, 0) / values.length) * 10) / 10;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
