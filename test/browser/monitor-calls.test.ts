// The journal and a call's own page, in a real Chromium on the fake server.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, MonitorBed } from './fixtures/monitor-bed.ts';

describe.skipIf(CHROMIUM === undefined)('calls in the monitor', () => {
  const bed = new MonitorBed();

  beforeAll(() => bed.start());
  afterAll(() => bed.stop());
  afterEach(() => bed.close());

  const rows = () => bed.page.locator('.call-row');
  /** This machine may be busy. */
  const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 20_000 });
  const shows = (text: string | RegExp) => bed.page.getByText(text).first().waitFor();
  const sold = () => {
    const call = bed.server.api.history.find(({ value, recording }) => value !== null && recording !== null);
    if (!call) throw new Error('the sample has no sale');
    return call;
  };
  const openCall = (id: string) => bed.page.goto(`${bed.url}/monitor/calls/${encodeURIComponent(id)}`);

  it('keeps its filters in the address, and comes back to them', async () => {
    await bed.enter('calls?period=month');
    await rows().first().waitFor();
    await bed.page.getByLabel('Outcome').selectOption({ label: 'Missed' });
    await eventually(() => bed.page.url()).toContain('outcome=missed');
    await eventually(() => rows().getByText('Answered').count()).toBe(0);
    await bed.page.getByLabel('Source').selectOption({ label: 'vk' });
    await eventually(() => rows().filter({ hasNotText: 'vk / social' }).count()).toBe(0);
    const address = bed.page.url();
    expect(address).toMatch(/\?period=month&.*source=vk/);

    const csv = await (async () => {
      await bed.page.getByRole('button', { name: 'Export' }).click();
      return bed.page.getByRole('link', { name: /^CSV/ }).getAttribute('href');
    })();
    expect(csv).toMatch(/^\/v1\/calls\.csv\?from=.*&source=vk&outcome=missed$/);
    expect(await bed.page.getByRole('link', { name: /^Excel/ }).getAttribute('href')).toMatch(
      /calls\.xlsx\?from=/,
    );

    await bed.page.goto(address);
    await rows().first().waitFor();
    await bed.page.getByRole('button', { name: 'Clear filters' }).click();
    await eventually(() => bed.page.url()).toMatch(/\/calls\?period=month$/);
    expect(bed.complaints).toEqual([]);
  });

  it('finds a number, loads more, and is walked through by keys', async () => {
    await bed.enter('calls');
    await rows().first().waitFor();
    expect(await rows().count()).toBe(50);
    await bed.page.getByRole('button', { name: 'Load more' }).click();
    await eventually(() => rows().count()).toBe(100);

    const caller = bed.server.api.history[3]?.caller ?? '';
    await bed.page.keyboard.press('/');
    await bed.page.keyboard.type(caller);
    await eventually(() => bed.page.url()).toContain('caller=');
    await eventually(() => rows().count()).toBeLessThan(50);
    await bed.page.getByLabel('Caller’s number').fill('');
    await eventually(() => rows().count()).toBe(50);

    await bed.page.getByRole('heading', { name: 'Calls', exact: true }).click();
    for (const key of ['j', 'j', 'j', 'k']) await bed.page.keyboard.press(key);
    const second = bed.server.api.history[1];
    await bed.page.keyboard.press('Enter');
    await shows('Where it came from');
    expect(decodeURIComponent(bed.page.url())).toContain(`/monitor/calls/${second?.id}`);
    await bed.page.goBack();
    await rows().first().waitFor();
  });

  it('shows the columns that were chosen, and keeps views of them', async () => {
    await bed.enter('calls?outcome=missed');
    await rows().first().waitFor();
    await bed.page.getByRole('button', { name: 'Columns' }).click();
    await bed.page.getByRole('checkbox', { name: 'Keyword' }).check();
    await bed.page.getByRole('checkbox', { name: 'Taken by' }).uncheck();
    await bed.page.keyboard.press('Escape');
    await bed.page.getByRole('columnheader', { name: 'Keyword' }).waitFor();
    expect(await bed.page.getByRole('columnheader', { name: 'Taken by' }).count()).toBe(0);

    await bed.page.getByRole('button', { name: 'Views' }).click();
    await bed.page.getByLabel('Name of this view').fill('Lost keywords');
    await bed.page.getByRole('button', { name: 'Save' }).click();
    await bed.page.goto(`${bed.url}/monitor/calls`);
    await rows().first().waitFor();
    await bed.page.getByRole('button', { name: 'Views' }).click();
    await bed.page.getByRole('button', { name: 'Lost keywords', exact: true }).click();
    await eventually(() => bed.page.url()).toContain('outcome=missed');
  });

  it('tells everything of a call, and takes a judgement', async () => {
    await bed.enter();
    const call = sold();
    await openCall(call.id);
    await shows('Time line of the visitor');
    await shows('This call');
    expect(await bed.page.locator('audio').getAttribute('src')).toBe(
      `/v1/calls/${encodeURIComponent(call.id)}/recording`,
    );
    expect(await bed.page.locator('audio').getAttribute('preload')).toBe('none');

    await bed.page.getByRole('button', { name: 'Not target' }).click();
    await shows('Saved');
    await bed.page.getByLabel('Tags').fill(' first ,, second ');
    await bed.page.getByLabel('Note').fill('Calls back on Monday');
    await bed.page.getByLabel('Sale value').fill('12 500,50');
    await bed.page.getByRole('button', { name: 'Save', exact: true }).click();
    const changed = () => bed.server.api.history.find(({ id }) => id === call.id);
    await eventually(() => changed()?.value).toBe(12_500.5);
    expect(changed()).toMatchObject({
      target: false,
      tags: ['first', 'second'],
      note: 'Calls back on Monday',
    });

    await bed.page.getByLabel('Sale value').fill('much');
    await shows('That is not a number.');
    expect(await bed.page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
    expect(bed.complaints).toEqual([]);
  });

  it('lets an operator judge, but not price', async () => {
    await bed.enter('', {
      prepare: (server) => {
        server.role = 'operator';
      },
    });
    await openCall(sold().id);
    await bed.page.getByLabel('Sale value').waitFor();
    expect(await bed.page.getByLabel('Sale value').isDisabled()).toBe(true);
    await bed.page.getByLabel('Note').fill('Asks for the master');
    const asked = bed.page.waitForRequest((request) => request.method() === 'PATCH');
    await bed.page.getByRole('button', { name: 'Save', exact: true }).click();
    expect(Object.keys((await asked).postDataJSON())).toEqual(['tags', 'note']);
  });

  it('says that there is no such call', async () => {
    await bed.enter('calls/office-1.1');
    await shows('Not found');
  });
});
