// The queries of `GET /v1/reports/{name}`, as reports are asked.
import { z } from 'zod';
import { ATTRIBUTION_MODELS } from '../../core/attribution-model.ts';
import { DAY } from '../../core/calendar-day.ts';
import type { Millis } from '../../core/millis.ts';
import type { CallReportQuery, FunnelQuery, ReportScope, TrendQuery, TrendStep } from '../../core/report.ts';
import { TREND_STEPS } from '../../core/report.ts';
import { REPORT_DIMENSIONS } from '../../core/report-dimension.ts';
import { COMPARISONS, periodBefore } from '../../core/report-period.ts';
import { queryTime, readQuery } from './call-filters.ts';
import { ProblemError } from './problems.ts';

/** A report is of so long up to now when nothing else is said. */
const USUAL_PERIOD: Millis = 30 * DAY;
/** Rows answered as JSON; a table to download has them all. */
const ROWS = 1_000;
const ROWS_TO_DOWNLOAD = 200_000;
const MOST_STEPS = 10_000;
const STEP_SPANS: Record<TrendStep, Millis> = { hour: DAY / 24, day: DAY, week: 7 * DAY, month: 28 * DAY };

const zone = z.string().refine(isTimeZone, 'must be an IANA time zone, such as Europe/Moscow');
const name = z.string().min(1).max(300);
const scope = {
  from: queryTime.exactOptional(),
  to: queryTime.exactOptional(),
  tz: zone.exactOptional(),
  site: name.exactOptional(),
};
const dimension = z.enum(REPORT_DIMENSIONS);
const model = z.enum(ATTRIBUTION_MODELS).default('last');

// Strict, because a misspelt parameter would quietly give something else.
const ScopeSchema = z.strictObject(scope);
const CallsSchema = z.strictObject({
  ...scope,
  by: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(dimension).max(2, 'at most two dimensions').refine(areDistinct, 'must be two'))
    .default([]),
  model,
  compare: z.enum(COMPARISONS).exactOptional(),
});
const TrendSchema = z.strictObject({
  ...scope,
  step: z.enum(TREND_STEPS).default('day'),
  by: dimension.exactOptional(),
  model,
});
const FunnelSchema = z.strictObject({ ...scope, source: name.exactOptional() });

/** Who asks, when, and for what. */
export interface Asked {
  readonly query: unknown;
  readonly now: Millis;
  /** Used where the query names none. */
  readonly timeZone: string;
  /** Sites that whoever asks may see; null for all. */
  readonly sites: readonly string[] | null;
  readonly download: boolean;
}

/** @throws {ProblemError} `invalid-query`, as all of these */
export function callsQuery(asked: Asked): CallReportQuery {
  const { by, model, compare, ...rest } = readQuery(CallsSchema, asked.query);
  const scope = toScope(rest, asked);
  return {
    ...scope,
    by,
    model,
    compared: compare === undefined ? null : periodBefore(scope, compare),
    limit: asked.download ? ROWS_TO_DOWNLOAD : ROWS,
  };
}

export function trendQuery(asked: Asked): TrendQuery {
  const { step, by, model, ...rest } = readQuery(TrendSchema, asked.query);
  const scope = toScope(rest, asked);
  if ((scope.to - scope.from) / STEP_SPANS[step] > MOST_STEPS) {
    throw invalid('step', `gives more than ${MOST_STEPS} points: take a longer one, or a shorter period`);
  }
  return { ...scope, step, by: by ?? null, model };
}

export function scopeQuery(asked: Asked): ReportScope {
  return toScope(readQuery(ScopeSchema, asked.query), asked);
}

export function funnelQuery(asked: Asked): FunnelQuery {
  const { source = null, ...rest } = readQuery(FunnelSchema, asked.query);
  return { ...toScope(rest, asked), source };
}

function toScope(
  { to, from, tz, site }: z.output<typeof ScopeSchema>,
  { now, timeZone, sites }: Asked,
): ReportScope {
  const end = to ?? now;
  const begin = from ?? end - USUAL_PERIOD;
  if (begin >= end) throw invalid('from', 'must be before `to`');
  return { from: begin, to: end, zone: tz ?? timeZone, site: site ?? null, sites };
}

function invalid(path: string, message: string): ProblemError {
  return new ProblemError('invalid-query', { errors: [{ path, message }] });
}

function areDistinct(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
