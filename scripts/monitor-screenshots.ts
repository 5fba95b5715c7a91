// Takes pictures of every screen of a running monitor, docs/images/monitor/*.png: light and dark on a desk, and on a phone.
// `npx tsx scripts/monitor-screenshots.ts --url http://127.0.0.1:8080 --name admin --password ...`; needs the rig's Chromium.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from '../test/system/support/chromium.ts';

interface Look {
  readonly suffix: string;
  readonly options: BrowserContextOptions;
}

const DESK = { width: 1360, height: 850 };
const LOOKS: readonly Look[] = [
  { suffix: '', options: { viewport: DESK, colorScheme: 'light' } },
  { suffix: '-dark', options: { viewport: DESK, colorScheme: 'dark' } },
  {
    suffix: '-phone',
    options: { viewport: { width: 390, height: 844 }, colorScheme: 'light', hasTouch: true },
  },
];

/** `call` stands for the page of a call worth showing. */
const SCREENS = [
  'board',
  'calls',
  'call',
  'missed',
  'reports',
  'spend',
  'users',
  'tokens',
  'audit',
  'account',
  'wall',
];
/** Charts and answers come after the page. */
const SETTLE_MS = 1_500;

const FOLDER = path.resolve(import.meta.dirname, '../docs/images/monitor');

const { values } = parseArgs({
  options: { url: { type: 'string' }, name: { type: 'string' }, password: { type: 'string' } },
});
const { url = 'http://127.0.0.1:8080', name = 'admin', password = 'admin' } = values;
mkdirSync(FOLDER, { recursive: true });
const browser = await openBrowser();
try {
  await takeTour(browser);
} finally {
  await browser.close();
}

async function takeTour(browser: Browser): Promise<void> {
  for (const { suffix, options } of LOOKS) {
    const context = await browser.newContext({ ...options, locale: 'en-GB', reducedMotion: 'reduce' });
    const page = await context.newPage();
    await signIn(page);
    for (const screen of SCREENS) {
      const address = screen === 'board' ? '' : screen === 'call' ? await callPath(page) : screen;
      if (address === null) continue;
      await page.goto(`${url}/monitor/${address}`);
      // A function to wait for would be script that the page's own policy forbids.
      await page.locator('.skeleton, .skeleton-rows').first().waitFor({ state: 'detached' });
      await page.waitForTimeout(SETTLE_MS);
      const file = path.join(FOLDER, `${screen}${suffix}.png`);
      const { length } = await page.screenshot({ path: file });
      console.log(`${path.basename(file)}: ${Math.round(length / 1024)} KB`);
    }
    await context.close();
  }
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${url}/monitor/`);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await page.getByText('Live', { exact: true }).waitFor();
}

/** Of an answered call with a known visit, better one that was sold; null when there is no call at all. */
async function callPath(page: Page): Promise<string | null> {
  const answer = await page.request.get(`${url}/v1/calls?limit=200&outcome=answered`);
  const { calls } = (await answer.json()) as {
    calls: { id: string; value: number | null; attribution: { session: string | null } }[];
  };
  const known = calls.filter(({ attribution }) => attribution.session !== null);
  const call = known.find(({ value }) => value !== null) ?? known[0] ?? calls[0];
  return call ? `calls/${encodeURIComponent(call.id)}` : null;
}
