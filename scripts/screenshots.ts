// Takes the pictures of the README, docs/images/*.png, from the demo's real parts: `npx tsx scripts/screenshots.ts`.
// Needs a build (`node scripts/build.mjs`) and the rig's Chromium (`node scripts/rig.mjs`).
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { DEMO_FOLDER, type RunningDemo, startDemo } from '../src/cli/demo-parts.ts';
import { loadConfig } from '../src/config/load.ts';
import type { LeaseResponse } from '../src/wire/lease.ts';
import { openBrowser } from '../test/system/support/chromium.ts';
import { RADIO_CALL, VISITS, type Visit } from './screenshots/busy-morning.ts';
import { FastClock } from './screenshots/fast-clock.ts';

const MINUTE = 60_000;
const IMAGES = path.resolve(import.meta.dirname, '../docs/images');
const SHOP = 'https://okna-meridian.example';
/** Of live calls when the picture is taken: two ring, one is being talked. */
const LIVE = 3;

const loaded = loadConfig(path.join(DEMO_FOLDER, 'leaseline.yaml'), {});
if (!loaded.ok) throw new Error('demo/leaseline.yaml is at fault: run `leaseline check` on it');
const clock = new FastClock(100 * MINUTE);
/** When the pictures are taken: the clock has caught up by then. */
const end = Date.now() + 45_000;
/** Where the next visitor is: all of them come from this machine. */
let region = 'RU-MOW';
const demo = await startDemo({
  config: loaded.config,
  log: { info() {}, warn: console.warn, error: console.error },
  clock,
  geo: { enabled: true, locate: () => ({ country: 'RU', region, city: null }) },
});
const browser = await openBrowser();
try {
  await playTheMorning(demo);
  await takeMonitor(browser, demo);
  await takeShop(browser, demo);
} finally {
  await browser.close();
  await demo.stop();
  clock.stop();
}

async function playTheMorning({ service, pbx }: RunningDemo): Promise<void> {
  const placed: Promise<void>[] = [radioCall()];
  for (const visit of [...VISITS].sort((a, b) => b.ago - a.ago)) {
    await clock.until(end - visit.ago * MINUTE);
    region = visit.region ?? 'RU-MOW';
    const lease = await comeToTheShop(service, visit);
    const { call } = visit;
    if (!call) continue;
    const did = lease.numbers[0]?.did.slice(1) ?? '';
    placed.push(
      clock.until(end - visit.ago * MINUTE + call.after * 1000).then(() => {
        const { caller, agent, outcome, wait, talk } = call;
        const talkMs = talk === undefined ? {} : { talkMs: talk * 1000 };
        pbx.placeCall({ caller, did, agent, outcome, answerAfterMs: wait * 1000, ...talkMs });
      }),
    );
  }
  await Promise.all(placed);

  async function radioCall(): Promise<void> {
    const { ago, did, caller, agent, wait, talk } = RADIO_CALL;
    await clock.until(end - ago * MINUTE);
    pbx.placeCall({
      caller,
      did,
      agent,
      outcome: 'answered',
      answerAfterMs: wait * 1000,
      talkMs: talk * 1000,
    });
  }
}

async function comeToTheShop(service: string, visit: Visit): Promise<LeaseResponse> {
  const [place, title] = visit.page;
  const response = await fetch(`${service}/v1/lease`, {
    method: 'POST',
    body: JSON.stringify({
      site: 'shop',
      page: { url: `${SHOP}${place}${visit.landing}`, title, referrer: visit.referrer ?? null },
      engagement: 'engaged',
    }),
  });
  if (!response.ok) throw new Error(`lease: ${response.status} ${await response.text()}`);
  return (await response.json()) as LeaseResponse;
}

async function takeMonitor(browser: Browser, { service }: RunningDemo): Promise<void> {
  const page = await openPage(browser, { width: 1440, height: 1080 });
  await page.goto(`${service}/monitor/`);
  await page.getByLabel('Name').fill('demo');
  await page.getByLabel('Password', { exact: true }).fill('demo');
  await page.keyboard.press('Enter');
  await page
    .getByRole('article')
    .nth(LIVE - 1)
    .waitFor();
  await shoot(page, 'monitor.png');
}

async function takeShop(browser: Browser, { shop }: RunningDemo): Promise<void> {
  region = 'RU-MOW';
  const page = await openPage(browser, { width: 1440, height: 860 });
  await page.goto(`${shop}/?utm_source=yandex&utm_medium=cpc&utm_campaign=brand&yclid=123`);
  await page.locator('.number[data-lent=yes]').waitFor();
  await shoot(page, 'shop.png');
}

async function openPage(browser: Browser, viewport: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: 1.25,
    locale: 'en-GB',
    timezoneId: whereItIsEleven(),
    reducedMotion: 'reduce',
  });
  return context.newPage();
}

/** The pictures show a morning, whenever they are taken. */
function whereItIsEleven(): string {
  const ahead = 11 - new Date().getUTCHours();
  // The signs of these zones are the other way round.
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

async function shoot(page: Page, name: string): Promise<void> {
  const file = path.join(IMAGES, name);
  const { length } = await page.screenshot({ path: file });
  console.log(`${name}: ${Math.round(length / 1024)} KB`);
}
