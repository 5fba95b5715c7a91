// Which visits a pool is for, by where they came from.
import type { Touchpoint } from './touchpoint.ts';

/** A visit matches when each list that is not empty names its value; capital letters do not matter. */
export interface SourceRule {
  readonly sources: readonly string[];
  readonly mediums: readonly string[];
  readonly campaigns: readonly string[];
}

/** For every visit. */
export const ANY_SOURCE: SourceRule = { sources: [], mediums: [], campaigns: [] };

export function isFor(rule: SourceRule, { source, medium, campaign }: Touchpoint): boolean {
  return names(rule.sources, source) && names(rule.mediums, medium) && names(rule.campaigns, campaign);
}

/** Whether both are the same word to whoever wrote a link by hand. */
export function sameWord(one: string, two: string): boolean {
  return one.trim().toLowerCase() === two.trim().toLowerCase();
}

function names(list: readonly string[], value: string | null): boolean {
  return list.length === 0 || (value !== null && list.some((word) => sameWord(word, value)));
}
