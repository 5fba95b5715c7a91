// What every ModelStore does: run on the fake and on SQLite.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModelStore } from '../../../src/ports/model-store.ts';

export interface StoreUnderTest {
  readonly models: ModelStore;
  /** Lets what was saved reach the disk. */
  settle(): void;
  close(): void;
}

export function modelStoreContract(name: string, make: () => StoreUnderTest): void {
  describe(`${name} as a ModelStore`, () => {
    let made: StoreUnderTest;

    beforeEach(() => {
      made = make();
    });

    afterEach(() => made.close());

    it('knows nothing at first', () => {
      expect(made.models.load()).toEqual(new Map());
    });

    it('gives back the last text of each site', () => {
      made.models.save('shop', '{"calls":1}');
      made.settle();
      made.models.save('shop', '{"calls":2}');
      made.models.save('shop', '{"calls":3}');
      made.models.save('окна "24"', "it's; --");
      made.settle();
      expect(made.models.load()).toEqual(
        new Map([
          ['shop', '{"calls":3}'],
          ['окна "24"', "it's; --"],
        ]),
      );
    });
  });
}
