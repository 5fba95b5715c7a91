// Number assignment on fakes: a shop, two pools, a clock that a test moves.
import { AddressTally } from '../../src/core/address-tally.ts';
import { NumberPool } from '../../src/core/number-pool.ts';
import type { Place } from '../../src/core/session.ts';
import { SessionBook } from '../../src/core/session-book.ts';
import type { LeaseDemand } from '../../src/services/lease-answer.ts';
import { LiveNumbering } from '../../src/services/live-numbering.ts';
import { NumberAssignment } from '../../src/services/number-assignment.ts';
import { aPlan, aPlannedPool } from './a-plan.ts';
import { e164 } from './builders.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeLeaseJournal } from './fake-lease-journal.ts';

const NOWHERE: Place = { country: null, region: null, city: null };

export class Desk {
  readonly clock = new FakeClock();
  readonly journal = new FakeLeaseJournal();
  readonly sessions = new SessionBook();
  readonly logged: string[] = [];
  readonly counted: string[] = [];
  readonly addresses = new AddressTally();
  readonly plan = aPlan([
    aPlannedPool('moscow', ['+74951230000', '+74951230001'], {
      regions: ['RU-MOW'],
      overflow: e164('+74951239999'),
    }),
    aPlannedPool('piter', ['+78121230000'], { regions: ['RU-SPE'] }),
  ]);
  readonly numbering = new LiveNumbering({
    plan: this.plan,
    openPool: (id, settings) => new NumberPool({ id, ...settings, lateCalls: () => 0 }),
    clock: this.clock,
  });
  /** Where visitors are from now on. */
  place = NOWHERE;
  geoEnabled = false;
  #serial = 0;
  readonly assignment = new NumberAssignment({
    country: 'RU',
    numbering: this.numbering,
    addresses: this.addresses,
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
      refused: (reason) => this.counted.push(`refused ${reason}`),
    },
  });

  /** What the reclaimer tells of. */
  endedLeases(): void {
    for (const { pool } of this.numbering.current.pools.values()) {
      for (const { token } of pool.takeEnded()) this.addresses.ended(token);
    }
  }

  figures(pool: string) {
    return this.numbering.figures().find(({ id }) => id === pool);
  }

  async lease(demand: Partial<LeaseDemand> = {}) {
    const answer = await this.assignment.lease({
      site: 'shop',
      visitor: null,
      session: null,
      page: { url: 'https://shop.example.ru/', title: 'Shop', referrer: null },
      ids: {},
      engagement: 'visible',
      anonymous: false,
      numbers: null,
      address: '198.51.100.7',
      subscriber: '198.51.100.7',
      crawler: false,
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
}
