// What the window company paid for advertising, month by month.
import type { WireSpend } from '../../../src/wire/spend.ts';
import { SOURCES } from './sample-sources.ts';

/** The month of `now` (ms) and the two before it, newest first. */
export function sampleSpend(now: number): WireSpend[] {
  const months = [0, 1, 2].map((back) => {
    const date = new Date(now);
    const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - back, 1));
    const last = back === 0 ? date : new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0));
    return { from: day(first), to: day(last), days: last.getUTCDate() };
  });
  return months.flatMap(({ from, to, days }, month) =>
    SOURCES.filter(({ perDay }) => perDay !== undefined).map((source, index) => ({
      id: `sp-${month}-${index}`,
      from,
      to,
      source: source.source,
      medium: source.medium,
      campaign: source.campaigns.length === 1 ? (source.campaigns[0] ?? null) : null,
      site: null,
      amount: Math.round((source.perDay ?? 0) * days * (1 - month * 0.06)),
    })),
  );
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
