// The fake clock runs what is due, in order: all timelines in the tests stand on it.
import { expect, it } from 'vitest';
import { FakeClock } from '../../support/fake-clock.ts';

it('runs what is due at its own time and in order', () => {
  const clock = new FakeClock(0);
  const seen: string[] = [];
  const note = (name: string) => () => seen.push(`${name}@${clock.now()}`);
  clock.every(10, note('every'));
  clock.after(25, note('after'));
  clock.after(10, note('tie'));
  const cancel = clock.after(15, note('cancelled'));
  clock.after(12, () => {
    cancel();
    clock.after(3, note('nested'));
  });
  clock.advance(30);
  expect(seen).toEqual(['every@10', 'tie@10', 'nested@15', 'every@20', 'after@25', 'every@30']);
  expect([clock.now(), clock.pending]).toEqual([30, 1]);
});
