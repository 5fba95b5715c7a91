// Which calls the journal shows: filters, in the address and in the server's query. Pure.
import type { WireCall } from '../../src/wire/call.ts';
import { query } from '../data/query.ts';
import { type Period, readPeriod, spanOf, writePeriod } from '../format/period.ts';

type Outcome = NonNullable<WireCall['outcome']>;
export const OUTCOMES = ['answered', 'missed', 'busy', 'failed', 'unknown'] as const satisfies Outcome[];

export interface CallFilters {
  readonly period: Period;
  readonly source: string;
  readonly outcome: Outcome | '';
  readonly did: string;
  readonly caller: string;
}

const USUAL = 'week';

export function readFilters(search: string): CallFilters {
  const params = new URLSearchParams(search);
  return {
    period: readPeriod(params, USUAL),
    source: params.get('source') ?? '',
    outcome: OUTCOMES.find((name) => name === params.get('outcome')) ?? '',
    did: params.get('did') ?? '',
    caller: params.get('caller') ?? '',
  };
}

/** For `setQuery`. */
export function writeFilters({
  period,
  source,
  outcome,
  did,
  caller,
}: CallFilters): Record<string, string | null> {
  return { ...writePeriod(period, USUAL), source, outcome, did: did.trim(), caller: caller.trim() };
}

/** For `GET /v1/calls`, `.csv` and `.xlsx`. */
export function callQuery({ period, source, outcome, did, caller }: CallFilters, now: number): string {
  const { from, to } = spanOf(period, now);
  return query({ from, to, source, outcome, did: did.trim(), caller: caller.trim() });
}

export function filtered({ source, outcome, did, caller }: CallFilters): boolean {
  return [source, outcome, did, caller].some((value) => value !== '');
}
