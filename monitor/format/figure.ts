// Figures of reports as people read them; a dash where there is none.

export const NONE = '—';

/** Fractions of calls, as shares of credit make them, with one decimal. */
export function formatCount(value: number | null, language: string): string {
  return value === null
    ? NONE
    : value.toLocaleString(language, { maximumFractionDigits: value < 100 ? 1 : 0 });
}

/** The owner's own currency, which has no name here. */
export function formatMoney(value: number | null, language: string): string {
  return value === null ? NONE : Math.round(value).toLocaleString(language);
}

/** 0.123 -> `12%`; `digits` after the point. */
export function formatShare(value: number | null, language: string, digits = 0): string {
  if (value === null) return NONE;
  return value.toLocaleString(language, { style: 'percent', maximumFractionDigits: digits });
}

/** The change from `before` to `now`: `+12%`; null when there is nothing to compare. */
export function formatDelta(now: number | null, before: number | null, language: string): string | null {
  if (now === null || before === null || before === 0) return null;
  return ((now - before) / Math.abs(before)).toLocaleString(language, {
    style: 'percent',
    maximumFractionDigits: 0,
    signDisplay: 'exceptZero',
  });
}
