// A span of whole local days, by a preset's name or by its dates. Pure, but for the browser's time zone.

export const PRESETS = [
  'today',
  'yesterday',
  'week',
  'month',
  'quarter',
  'this-month',
  'last-month',
] as const;
type Preset = (typeof PRESETS)[number];

/** `custom`: the days `YYYY-MM-DD`, both included. */
export type Period =
  | { readonly preset: Preset }
  | { readonly preset: 'custom'; readonly first: string; readonly last: string };

export interface Span {
  /** ISO 8601 UTC; `to` is not included. */
  readonly from: string;
  readonly to: string;
  /** Whole days, more or less (clocks change). */
  readonly days: number;
}

const DAY = /^\d{4}-\d\d-\d\d$/;

/** From the part of an address after `?`: `period=week`, or `first=2026-11-01&last=2026-11-10`. */
export function readPeriod(params: URLSearchParams, otherwise: Preset): Period {
  const first = params.get('first') ?? '';
  const last = params.get('last') ?? '';
  if (DAY.test(first) && DAY.test(last) && first <= last) return { preset: 'custom', first, last };
  return { preset: PRESETS.find((name) => name === params.get('period')) ?? otherwise };
}

/** The other way round; the preset that goes without saying is left out. */
export function writePeriod(period: Period, otherwise: Preset): Record<string, string | null> {
  if (period.preset === 'custom') return { period: null, first: period.first, last: period.last };
  return { period: period.preset === otherwise ? null : period.preset, first: null, last: null };
}

/** @param now ms */
export function spanOf(period: Period, now: number): Span {
  const today = new Date(now);
  today.setHours(0, 0, 0, 0);
  switch (period.preset) {
    case 'today':
      return span(today, moved(today, 1));
    case 'yesterday':
      return span(moved(today, -1), today);
    case 'week':
      return span(moved(today, -6), moved(today, 1));
    case 'month':
      return span(moved(today, -29), moved(today, 1));
    case 'quarter':
      return span(moved(today, -89), moved(today, 1));
    case 'this-month':
      return span(monthBegin(today, 0), moved(today, 1));
    case 'last-month':
      return span(monthBegin(today, -1), monthBegin(today, 0));
    case 'custom':
      return span(localDay(period.first), moved(localDay(period.last), 1));
  }
}

/** `2026-11-25` of a moment (ms), here. */
export function dayOf(at: number): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function span(from: Date, to: Date): Span {
  const days = Math.max(1, Math.round((to.getTime() - from.getTime()) / 86_400_000));
  return { from: from.toISOString(), to: to.toISOString(), days };
}

function moved(date: Date, days: number): Date {
  const next = new Date(date);
  next.setDate(next.getDate() + days);
  return next;
}

function monthBegin(date: Date, months: number): Date {
  return new Date(date.getFullYear(), date.getMonth() + months, 1);
}

function localDay(day: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date);
}
