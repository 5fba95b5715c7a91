// A hostile visit and call in the monitor, through the whole service: in a real Chromium nothing of it runs.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passwordHash } from '../../src/adapters/system/credential-check.ts';
import { HOSTILE, HOSTILE_CALLER, HOSTILE_IDS, HOSTILE_PAGE } from '../support/hostile-visit.ts';
import { RunningApp } from '../support/running-app.ts';
import { openBrowser } from './support/chromium.ts';
import { readRig } from './support/read-rig.ts';

describe.skipIf(readRig().chromium === null)('a hostile visit', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  /** What would be there if any of it had been taken for markup, or had run. */
  const traces = (page: Page) =>
    page.evaluate(`({
      pwned: 'pwned' in window,
      nodes: [...document.querySelectorAll('iframe, img[src="x"], [onload], [onerror], script:not([src]), a[href^="javascript" i]')]
        .map((node) => node.outerHTML),
    })`);

  it('is shown as text, while it rings and in its details', async () => {
    const hash = await passwordHash('open sesame');
    await using app = await RunningApp.start({
      change: (config) => ({
        ...config,
        users: config.users.map((user) => ({ ...user, passwordHash: hash })),
      }),
    });
    await using board = await app.watch();
    const context = await browser.newContext({ locale: 'en-US' });
    const page = await context.newPage();
    const alarms: string[] = [];
    page.on('dialog', (dialog) => {
      alarms.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('pageerror', (error) => alarms.push(error.message));
    page.on('console', (message) => {
      if (/Content.Security.Policy/i.test(message.text())) alarms.push(message.text());
    });
    page.on('popup', (popup) => alarms.push(`popup: ${popup.url()}`));
    await page.goto(`${app.url}/monitor/`);
    await page.getByLabel('Name').fill('admin');
    await page.getByLabel('Password', { exact: true }).fill('open sesame');
    await page.keyboard.press('Enter');
    await page.getByText('Live', { exact: true }).waitFor();

    const lease = await app.lease({ page: HOSTILE_PAGE, ids: HOSTILE_IDS });
    const did = lease.numbers[0]?.did ?? '';
    const placed = app.pbx.placeCall({ ...HOSTILE_CALLER, did, outcome: 'answered', answerAfterMs: 50 });
    await board.call((call) => call.state === 'answered');
    await page.getByText(HOSTILE[0], { exact: false }).first().waitFor();
    expect(await traces(page)).toEqual({ pwned: false, nodes: [] });

    app.pbx.hangUp(placed);
    await board.call((call) => call.state === 'ended');
    await page.getByRole('button', { name: /^Details of the call from/ }).click();
    await page.getByText(HOSTILE[2], { exact: false }).first().waitFor();
    expect(await traces(page)).toEqual({ pwned: false, nodes: [] });
    expect(alarms).toEqual([]);
    await context.close();
  });
});
