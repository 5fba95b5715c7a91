// What advertising cost, in memory.
import type { KnownSpend, SpendStore } from '../../../src/ports/spend-store.ts';

export class MemorySpend implements SpendStore {
  spends: KnownSpend[] = [];

  list(limit: number, sites: readonly string[] | null): { spends: KnownSpend[]; more: number } {
    const theirs = this.spends.filter(
      ({ site }) => sites === null || (site !== null && sites.includes(site)),
    );
    return { spends: theirs.slice(0, limit), more: Math.max(0, theirs.length - limit) };
  }

  async add(spend: KnownSpend): Promise<void> {
    this.spends.push(spend);
  }

  remove(id: string): boolean {
    const before = this.spends.length;
    this.spends = this.spends.filter((each) => each.id !== id);
    return this.spends.length < before;
  }

  async replace(spends: readonly KnownSpend[]): Promise<void> {
    this.spends.push(...spends);
  }
}
