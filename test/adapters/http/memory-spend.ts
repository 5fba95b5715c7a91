// What advertising cost, in memory.
import type { KnownSpend, SpendStore } from '../../../src/ports/spend-store.ts';

export class MemorySpend implements SpendStore {
  spends: KnownSpend[] = [];

  list(): KnownSpend[] {
    return this.spends;
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
