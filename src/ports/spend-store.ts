// Where it is kept what advertising cost.
import type { Spend } from '../core/spend.ts';

export interface KnownSpend extends Spend {
  readonly id: string;
}

export interface SpendStore {
  /** The latest days first, at most `limit`, of which sites it may be, null for all; and how many more there are. */
  list(limit: number, sites: readonly string[] | null): { spends: KnownSpend[]; more: number };
  /** Resolves when it is on disk. */
  add(spend: KnownSpend): Promise<void>;
  /** Of which sites it may be, null for all. Answers whether there was such a one. */
  remove(id: string, sites: readonly string[] | null): boolean;
  /** Takes the place of what has the same days, source, medium, campaign and site; to do it again changes nothing. */
  replace(spends: readonly KnownSpend[]): Promise<void>;
}
