// The health test's turn of DIDs, and what it says of each.
import { expect, test } from 'vitest';
import { CallModel } from '../../src/core/call-model.ts';
import { DidCatalogue, type DidRole } from '../../src/core/did-catalogue.ts';
import type { E164 } from '../../src/core/e164.ts';
import { NumberPool } from '../../src/core/number-pool.ts';
import type { TestCall } from '../../src/ports/test-caller.ts';
import { DidHealth } from '../../src/services/did-health.ts';
import { aNumbering } from '../support/a-plan.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { POLICY } from '../support/lease-policy.ts';

const DIDS = ['+74951230001', '+74951230002', '+74951230003'] as E164[];
const [FIRST, SECOND, THIRD] = DIDS as [E164, E164, E164];
const OWN = '+74951110000' as E164;
const BACK: TestCall = { outcome: 'came-back', after: 300, caller: '84951110000' };
const LOST: TestCall = { outcome: 'lost', refusal: null };

function aHealthTest() {
  const clock = new FakeClock();
  const { lateCalls } = new CallModel(POLICY.heartbeat);
  const pool = new NumberPool({ id: 'moscow', regions: [], dids: DIDS, policy: POLICY, lateCalls });
  const roles = new Map<E164, DidRole>(DIDS.map((did) => [did, { kind: 'pool', pool: 'moscow' }]));
  roles.set('+74951239999' as E164, { kind: 'overflow', pool: 'moscow' });
  const called: E164[] = [];
  const logged: string[] = [];
  const counted: string[] = [];
  const answers = new Map<E164, TestCall>();
  let due: () => void = () => {};
  const log = ({ id }: { id: string }) => void logged.push(id);
  const caller = {
    async call(did: E164) {
      called.push(did);
      return answers.get(did) ?? BACK;
    },
  };
  const line = { pbx: 'office', when: '* * * * *', number: OWN, caller };
  const health = new DidHealth({
    lines: [line],
    numbering: aNumbering(pool, new DidCatalogue('RU', roles)),
    schedule: {
      when: (_, task) => {
        due = task;
        return () => {
          due = () => {};
        };
      },
    },
    clock,
    log: { info: log, warn: log, error: log },
    metrics: {
      tested: (_, outcome) => void counted.push(outcome),
      unreachable: (_, dids) => void counted.push(String(dids)),
    },
  });
  health.start();
  /** As many turns of the schedule. */
  async function turns(count: number) {
    for (let turn = 0; turn < count; turn += 1) {
      due();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return { clock, pool, called, logged, counted, answers, health, turns, line, due: () => due() };
}

test('takes the DIDs in turn, one at a time', async () => {
  const bench = aHealthTest();
  await bench.turns(4);
  expect(bench.called).toEqual([FIRST, SECOND, THIRD, FIRST]);
  bench.due();
  bench.due();
  expect(bench.called).toHaveLength(5);
});

test('leaves alone what is lent, lingers, rests or has a call', async () => {
  const { pool, clock, called, turns } = aHealthTest();
  const now = clock.now();
  const lent = pool.acquire(
    { nonce: 'n', site: 'shop', visitor: 'v', session: 's', engagement: 'visible' },
    now,
  );
  const did = lent.kind === 'granted' ? lent.lease.did : null;
  const other = DIDS.find((each) => each !== did) as E164;
  pool.callStarted(other, 'call', now);
  await turns(3);
  const left = DIDS.find((each) => each !== did && each !== other);
  expect(new Set(called)).toEqual(new Set([left]));
});

test('a DID that does not come back is told, and told again when it does', async () => {
  const { answers, logged, counted, turns } = aHealthTest();
  answers.set(SECOND, LOST);
  await turns(5);
  expect(logged).toEqual(['DID_UNREACHABLE', 'DID_UNREACHABLE']);
  expect(counted.at(-1)).toBe('1');
  answers.delete(SECOND);
  await turns(3);
  expect(logged.at(-1)).toBe('DID_REACHABLE');
  expect(counted.at(-1)).toBe('0');
});

test('a call that could not be placed says nothing of the DID', async () => {
  const { answers, logged, counted, turns } = aHealthTest();
  answers.set(FIRST, { outcome: 'not-placed', reason: 'Permission denied' });
  await turns(1);
  expect(logged).toEqual(['HEALTH_TEST_FAILED']);
  expect(counted).toEqual(['0', 'not-placed']);
});

test('a carrier that shows another number is told: its test calls count', async () => {
  const { answers, logged, turns } = aHealthTest();
  answers.set(FIRST, { outcome: 'came-back', after: 1, caller: '+78120000000' });
  await turns(1);
  expect(logged).toEqual(['HEALTH_CALLER_CHANGED']);
});

test('stops', async () => {
  const { health, called, turns } = aHealthTest();
  health.stop();
  await turns(1);
  expect(called).toEqual([]);
});
