// The smallest size that fits, in few trials.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { smallestSize } from '../../src/simulation/smallest-size.ts';

it('finds it, to within 2 %, and tries little', async () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 5_000 }));
  await fc.assert(
    fc.asyncProperty(sizes, async ([least, limit]) => {
      let trials = 0;
      const found = await smallestSize(limit, async (size) => {
        trials += 1;
        return size >= least;
      });
      expect(trials).toBeLessThanOrEqual(14);
      if (least > limit) expect(found).toBeNull();
      else {
        expect(found).toBeGreaterThanOrEqual(least);
        expect((found ?? 0) - least).toBeLessThanOrEqual(Math.max(0, (found ?? 0) * 0.02));
      }
    }),
  );
});
