// Old data goes on schedule, piece by piece, and all of it.
import { expect, it } from 'vitest';
import { Retention } from '../../src/services/retention.ts';
import { FakeCallRepository } from '../support/fake-call-repository.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeLeaseJournal } from '../support/fake-lease-journal.ts';

const DAY = 24 * 3_600_000;

it('forgets calls, then visits, in pieces until nothing is left', () => {
  const clock = new FakeClock();
  const asked: string[] = [];
  const left = { calls: 2, visits: 3 };
  const [repository, journal] = [new FakeCallRepository(), new FakeLeaseJournal()];
  const piece = (kind: 'calls' | 'visits') => (before: number) => {
    asked.push(`${kind} ${(clock.now() - before) / DAY} d`);
    return left[kind]-- > 0 ? 1_000 : 0;
  };
  repository.forget = piece('calls');
  journal.forget = piece('visits');
  let due = () => {};
  const logged: object[] = [];
  const retention = new Retention({
    when: '17 3 * * *',
    leases: 90 * DAY,
    calls: 365 * DAY,
    journal,
    repository,
    callBacks: { forget: () => 0 },
    schedule: {
      when: (_expression, task) => {
        due = task;
        return () => {};
      },
    },
    clock,
    log: { info: (details) => logged.push(details), warn() {}, error() {} },
  });
  retention.start();
  expect(asked).toEqual([]);
  due();
  expect(asked).toHaveLength(2);
  clock.advance(10_000);
  expect(asked.filter((each) => each.startsWith('calls 365'))).toHaveLength(4);
  expect(asked.filter((each) => each.startsWith('visits 90'))).toHaveLength(4);
  expect(logged).toEqual([{ id: 'RETENTION', calls: 2_000, visits: 3_000 }]);
  expect(clock.pending).toBe(0);
});
