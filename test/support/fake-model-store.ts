// A model store in memory.
import type { ModelStore } from '../../src/ports/model-store.ts';

export class FakeModelStore implements ModelStore {
  readonly #states = new Map<string, string>();

  load(): ReadonlyMap<string, string> {
    return new Map(this.#states);
  }

  save(site: string, text: string): void {
    this.#states.set(site, text);
  }
}
