// What the reports are about: period, comparison, model, dimensions, site; in the address and in queries. Pure.
import {
  ATTRIBUTION_MODELS,
  type AttributionModel,
  REPORT_DIMENSIONS,
  type ReportDimension,
} from '../../src/wire/report.ts';
import { type Period, readPeriod, type Span, spanOf, writePeriod } from '../format/period.ts';

export const COMPARISONS = ['previous', 'year', 'none'] as const;
type Comparison = (typeof COMPARISONS)[number];

export interface ReportFilters {
  readonly period: Period;
  readonly compare: Comparison;
  readonly model: AttributionModel;
  readonly by: readonly ReportDimension[];
  readonly site: string;
}

const USUAL = 'month';

export function readReportFilters(search: string): ReportFilters {
  const params = new URLSearchParams(search);
  const asked = (params.get('by') ?? '').split(',');
  const by = asked.flatMap((name) => REPORT_DIMENSIONS.find((dimension) => dimension === name) ?? []);
  return {
    period: readPeriod(params, USUAL),
    compare: COMPARISONS.find((name) => name === params.get('compare')) ?? 'previous',
    model: ATTRIBUTION_MODELS.find((name) => name === params.get('model')) ?? 'last',
    by: by.length > 0 ? [...new Set(by)].slice(0, 2) : ['source'],
    site: params.get('site') ?? '',
  };
}

/** For `setQuery`. */
export function writeReportFilters(filters: ReportFilters): Record<string, string | null> {
  const by = filters.by.join(',');
  return {
    ...writePeriod(filters.period, USUAL),
    compare: filters.compare === 'previous' ? null : filters.compare,
    model: filters.model === 'last' ? null : filters.model,
    by: by === 'source' ? null : by,
    site: filters.site,
  };
}

/** What every report is asked with. */
export interface ReportQuery {
  readonly span: Span;
  readonly from: string;
  readonly to: string;
  readonly site: string;
  readonly tz: string;
}

export function reportQuery({ period, site }: ReportFilters, now: number, tz: string): ReportQuery {
  const span = spanOf(period, now);
  return { span, from: span.from, to: span.to, site, tz };
}

/** The step that gives a trend a readable number of points. */
export function stepFor({ days }: Span): 'hour' | 'day' | 'week' {
  return days <= 2 ? 'hour' : days <= 92 ? 'day' : 'week';
}
