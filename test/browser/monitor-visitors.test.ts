// Who is on the sites, beside the live calls, in a real Chromium on the fake server.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sampleVisitors } from '../support/sample/sample-visitors.ts';
import { CHROMIUM, MonitorBed } from './fixtures/monitor-bed.ts';

describe.skipIf(CHROMIUM === undefined)('visitors on the board', () => {
  const bed = new MonitorBed();

  beforeAll(() => bed.start());
  afterAll(() => bed.stop());
  afterEach(() => bed.close());

  const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 20_000 });
  const panel = () => bed.page.getByRole('region', { name: 'On the sites now' });

  it('lists the latest, those who have phoned on top, with a way to their call', async () => {
    await bed.enter();
    await panel().waitFor();
    await eventually(() => panel().getByRole('listitem').count()).toBe(8);
    expect(await panel().textContent()).toContain('23 visitors');
    expect(await panel().textContent()).toContain('and 15 more');
    const first = panel().getByRole('listitem').first();
    await first.getByRole('link', { name: /^phoned / }).click();
    await eventually(() => bed.page.url()).toMatch(/\/monitor\/calls\/.+/);
    expect(bed.complaints).toEqual([]);
  });

  it('tells when somebody who phoned is back', async () => {
    await bed.enter();
    await panel().waitFor();
    const { visits } = sampleVisitors(Date.now(), bed.server.api.history);
    const visit = visits.find(({ called }) => called !== null);
    if (!visit) throw new Error('the sample has nobody who phoned');
    bed.server.putReturn({ ...visit, page: { url: visit.page.url, title: 'Prices <b>now</b>' } });
    await bed.page.getByText(/A caller is back on the site \(.+\): Prices <b>now<\/b>/).waitFor();
  });

  it('is not in the way when nothing is known of visitors', async () => {
    await bed.enter('', { prepare: (server) => server.api.without('GET /v1/visitors') });
    await bed.page.getByRole('heading', { name: 'Number pools' }).waitFor();
    expect(await panel().count()).toBe(0);
  });
});
