// A site's pool numbers, as ranges, by the printed number whose place they take.
import { expect, it } from 'vitest';
import { NumberPool } from '../../src/core/number-pool.ts';
import { lentNumbers } from '../../src/services/lent-numbers.ts';
import { LiveNumbering } from '../../src/services/live-numbering.ts';
import { aPlan, aPlannedPool } from '../support/a-plan.ts';
import { e164 } from '../support/builders.ts';
import { FakeClock } from '../support/fake-clock.ts';

it('names pool and overflow numbers, not those of other sites’ pools nor channel numbers', () => {
  const moscow = aPlannedPool('moscow', ['+74951230001', '+74951230002'], { overflow: e164('+74951239999') });
  const piter = aPlannedPool('piter', ['+78121230001']);
  const plan = aPlan([moscow, piter, aPlannedPool('elsewhere', ['+78431230001'])]);
  const sites = plan.sites.map((site) => ({
    ...site,
    replace: [e164('+74951112233')],
    pools: ['moscow'],
    moreNumbers: [{ number: e164('+78121112233'), pools: ['piter'], name: null }],
  }));
  const numbering = new LiveNumbering({
    plan: { ...plan, sites },
    openPool: (id, settings) => new NumberPool({ id, ...settings, lateCalls: () => 0 }),
    clock: new FakeClock(),
  });
  expect(lentNumbers(numbering.current, 'shop')).toEqual([
    { printed: '+74951112233', ranges: ['+74951230001-+74951230002', '+74951239999'] },
    { printed: '+78121112233', ranges: ['+78121230001'] },
  ]);
  expect(lentNumbers(numbering.current, 'nowhere')).toEqual([]);
});
