// From the AMI bytes of Newchannel to the pixel on the operator's board in Chromium, alone and among many operators.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { PbxSimulator } from '../src/adapters/asterisk/simulator/pbx-simulator.ts';
import { SystemClock } from '../src/adapters/system/system-clock.ts';
import { createApp } from '../src/app.ts';
import { openBrowser } from '../test/system/support/chromium.ts';
import { readRig } from '../test/system/support/read-rig.ts';
import { benchConfig, PASSWORD, TOKEN } from './bench-config.ts';
import { Crowd } from './crowd.ts';
import { median, quantile, row } from './statistics.ts';

const CALLS = 200;
const WARM_UP = 20;
const CROWDS = [0, 100, 1_000];
/** Notes when a card with the number wanted was painted, by the wall clock that all processes share. */
const WATCH = `
  globalThis.wanted = '';
  new MutationObserver(() => {
    if (wanted === '') return;
    for (const card of document.querySelectorAll('.card-number')) {
      if (!card.textContent.replace(/\\D/g, '').endsWith(wanted)) continue;
      wanted = '';
      const painted = () => seen(performance.timeOrigin + performance.now());
      requestAnimationFrame(() => requestAnimationFrame(painted));
      return;
    }
  }).observe(document, { childList: true, subtree: true, characterData: true });
`;
const SILENT = { info() {}, warn() {}, error() {} };

export async function boardPixels(): Promise<void> {
  if (readRig().chromium === null) return console.log('SKIPPED: no Chromium: run `npm test` once');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'leaseline-bench-'));
  const pbx = new PbxSimulator({ clock: new SystemClock(SILENT) });
  await pbx.start();
  const config = benchConfig({ folder, numbers: 1_000, amiPort: pbx.port });
  const app = await createApp(config, { log: SILENT });
  const { port } = await app.start();
  {
    await using browser = await openBrowser();
    const page = await signedIn(await browser.newPage(), `http://127.0.0.1:${port}`);
    console.log(
      `${CALLS} calls each; until the frame after the one in which the card is there; bound: p99 100 ms`,
    );
    console.log(row('other operators', 'p50 ms', 'p99 ms', 'resident MB', 'dropped'));
    for (const count of CROWDS) {
      using crowd = count === 0 ? null : await Crowd.open(`ws://127.0.0.1:${port}/v1/live`, TOKEN, count);
      const taken: number[] = [];
      for (let n = 0; n < WARM_UP + CALLS; n++) {
        const ms = await oneCall(pbx, page, count * 10_000 + n);
        if (n >= WARM_UP) taken.push(ms);
      }
      const { closed } = (await crowd?.seen()) ?? { closed: 0 };
      const resident = Math.round(process.memoryUsage().rss / 2 ** 20);
      const times = [median(taken), quantile(taken, 0.99)].map((ms) => ms.toFixed(1));
      console.log(row(String(count), ...times, String(resident), String(closed)));
    }
  }
  await app.stop();
  await pbx.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function signedIn(page: Page, url: string): Promise<Page> {
  await page.goto(`${url}/monitor/`);
  const body = JSON.stringify(JSON.stringify({ name: 'bench', password: PASSWORD }));
  const headers = `{ 'content-type': 'application/json' }`;
  await page.evaluate(`fetch('/v1/login', { method: 'POST', headers: ${headers}, body: ${body} })`);
  await page.reload();
  await page.waitForSelector('.header');
  await page.evaluate(WATCH);
  return page;
}

async function oneCall(pbx: PbxSimulator, page: Page, n: number): Promise<number> {
  const caller = `+79${String(160_000_000 + n)}`;
  const did = `+7495100${String(n % 500).padStart(4, '0')}`;
  const seen = page.evaluate<number>(
    `new Promise((seen) => Object.assign(globalThis, { seen, wanted: '${caller.slice(-7)}' }))`,
  );
  await sleep(30);
  const begun = performance.timeOrigin + performance.now();
  const id = pbx.placeCall({ caller, did, outcome: 'missed', answerAfterMs: 60_000 });
  const taken = (await seen) - begun;
  pbx.hangUp(id);
  // The end of this call must not be in the way of the next.
  await sleep(30);
  return taken;
}
