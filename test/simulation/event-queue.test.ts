// The queue against sorting.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EventQueue } from '../../src/simulation/event-queue.ts';

it('gives events in order of time, those of one instant in order of arrival', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (times) => {
      const queue = new EventQueue<{ at: number; n: number }>();
      const events = times.map((at, n) => ({ at, n }));
      for (const event of events) queue.push(event.at, event);
      const given: unknown[] = [];
      while (queue.size > 0) {
        const { nextAt } = queue;
        const event = queue.pop();
        expect(event?.at).toBe(nextAt);
        given.push(event);
      }
      expect(given).toEqual(events.sort((one, two) => one.at - two.at || one.n - two.n));
    }),
  );
});

it('knows when it is empty', () => {
  const queue = new EventQueue<string>();
  expect(queue.pop()).toBeUndefined();
  expect(queue.nextAt).toBe(Number.POSITIVE_INFINITY);
  queue.push(1, 'one');
  expect([queue.pop(), queue.size]).toEqual(['one', 0]);
});
