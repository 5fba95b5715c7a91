// Number assignment on fakes: a shop, two pools, a clock that a test moves.
import type { E164 } from '../../src/core/e164.ts';
import { NumberPool } from '../../src/core/number-pool.ts';
import type { Place } from '../../src/core/session.ts';
import { SessionBook } from '../../src/core/session-book.ts';
import type { LeaseDemand } from '../../src/services/lease-answer.ts';
import { type AssignedPool, NumberAssignment } from '../../src/services/number-assignment.ts';
import { e164 } from './builders.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeLeaseJournal } from './fake-lease-journal.ts';
import { noLateCalls, POLICY } from './lease-policy.ts';

const NOWHERE: Place = { country: null, region: null, city: null };

export class Desk {
  readonly clock = new FakeClock();
  readonly journal = new FakeLeaseJournal();
  readonly sessions = new SessionBook();
  readonly logged: string[] = [];
  readonly counted: string[] = [];
  readonly moscow = this.#pool('moscow', ['+74951230000', '+74951230001'], ['RU-MOW'], '+74951239999');
  readonly piter = this.#pool('piter', ['+78121230000'], ['RU-SPE'], null);
  /** Where visitors are from now on. */
  place = NOWHERE;
  geoEnabled = false;
  #serial = 0;
  readonly assignment = new NumberAssignment({
    country: 'RU',
    pools: new Map([this.moscow, this.piter].map((assigned) => [assigned.id, assigned])),
    sites: {
      find: (id) =>
        id === 'shop'
          ? {
              id,
              origins: ['https://shop.example.ru'],
              replace: [e164('+74951112233'), e164('+78121112233')],
              pools: ['moscow', 'piter'],
            }
          : undefined,
    },
    sessions: this.sessions,
    journal: this.journal,
    geo: this.#geo(),
    ids: { token: () => `id-${++this.#serial}`, code: () => String(10_000 + ++this.#serial) },
    clock: this.clock,
    log: {
      info: ({ id }) => this.logged.push(id),
      warn: ({ id }) => this.logged.push(id),
      error: ({ id }) => this.logged.push(id),
    },
    metrics: {
      granted: (pool) => this.counted.push(`granted ${pool}`),
      overflowed: (site, reason) => this.counted.push(`overflowed ${site} ${reason}`),
    },
    heartbeat: 30_000,
  });

  async lease(demand: Partial<LeaseDemand> = {}) {
    const answer = await this.assignment.lease({
      site: 'shop',
      visitor: null,
      session: null,
      page: { url: 'https://shop.example.ru/', title: 'Shop', referrer: null },
      ids: {},
      engagement: 'visible',
      numbers: null,
      address: '198.51.100.7',
      ...demand,
    });
    if (answer.kind !== 'numbers') throw new Error(answer.kind);
    return answer;
  }

  #geo() {
    const desk = this;
    return {
      get enabled() {
        return desk.geoEnabled;
      },
      locate: () => this.place,
    };
  }

  #pool(id: string, dids: string[], regions: string[], overflow: string | null): AssignedPool {
    const pool = new NumberPool({
      id,
      regions,
      dids: dids as E164[],
      policy: POLICY,
      lateCalls: noLateCalls,
    });
    return { id, regions, neighbours: [], pool, overflow: overflow as E164 | null };
  }
}
