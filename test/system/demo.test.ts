// The first run: `leaseline demo` as a newcomer has it, both its addresses in one browser, a call seen in the monitor.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openBrowser } from './support/chromium.ts';
import { describeWithRig } from './support/rig.ts';

const PATIENCE = { timeout: 10_000 };
const MAIN = join(import.meta.dirname, '../../dist/main.js');

describeWithRig('the demo', ['chromium'], () => {
  let demo: ChildProcess;
  let browser: Browser;
  let shop: Page;
  let monitor: Page;
  let addresses: { shop: string; monitor: string };
  let said = '';
  /** Where the demo keeps its database while it runs. */
  let scratch: string;
  /** Whatever the pages complained of: a policy's violation, an exception. */
  const complaints: string[] = [];

  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'leaseline-system-'));
    const env = { ...process.env, TMPDIR: scratch };
    demo = spawn(process.execPath, [MAIN, 'demo'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [demo.stdout, demo.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    }
    await vi.waitFor(() => expect(said).toContain('Stop with Ctrl-C'), 20_000);
    addresses = { shop: addressIn(/The shop.*?(http\S+)/), monitor: addressIn(/The monitor.*?(http\S+)/) };
    expect(readdirSync(scratch)).toHaveLength(1);
    browser = await openBrowser();
    shop = await openPage();
    monitor = await openPage();
  });
  afterAll(async () => {
    await browser?.close();
    demo?.kill('SIGKILL');
    rmSync(scratch, { recursive: true, force: true });
  });

  const addressIn = (line: RegExp) => line.exec(said)?.[1] ?? `no address in: ${said}`;

  async function openPage(): Promise<Page> {
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      // The monitor asks who is signed in, and hears 401 until somebody is.
      if (message.type() === 'error' && !message.text().includes('status of 401'))
        complaints.push(message.text());
    });
    return page;
  }

  /** On a busy machine the first answer may come too late for the page it was asked for: the next one has it. */
  async function numberIsLent(): Promise<void> {
    const lent = shop.locator('.number[data-lent=yes]');
    await lent.waitFor({ timeout: 2_000 }).catch(() => shop.reload());
    await lent.waitFor();
  }

  test('a visitor from an advertisement calls, and the operator sees which one it was', async () => {
    await shop.goto(addresses.shop);
    await numberIsLent();
    expect(await shop.locator('#header-phone').textContent()).toMatch(/^\+7 \(495\) 123-00-\d\d$/);

    await monitor.goto(addresses.monitor);
    // The panel says how to get in.
    await shop.getByText('Log in as demo, password demo.').waitFor();
    await monitor.getByLabel('Name').fill('demo');
    await monitor.getByLabel('Password', { exact: true }).fill('demo');
    await monitor.keyboard.press('Enter');
    await monitor.getByText('No calls right now').waitFor();

    const caller = (await shop.locator('.demo-panel .said').textContent())?.match(/\+7[\d -]+\d/)?.[0] ?? '';
    await shop.getByRole('button', { name: 'Call this number' }).click();
    const card = monitor.getByRole('article', { name: caller });
    await card.getByText('Ringing').waitFor();
    expect(await card.textContent()).toMatch(/yandex \/ cpc.*brand.*Own number/);
    await card.getByText('Talking').waitFor();
    expect(complaints).toEqual([]);
  });

  test('somebody new gets another number, and keeps it in every tab', async () => {
    const number = (page: Page) => page.locator('#header-phone').textContent();
    const before = await number(shop);
    await shop.getByRole('link', { name: 'VK post' }).click();
    await expect.poll(() => number(shop), PATIENCE).not.toBe(before);
    await numberIsLent();
    const tab = await shop.context().newPage();
    await tab.goto(new URL('/', addresses.shop).href);
    await expect.poll(() => number(tab), PATIENCE).toBe(await number(shop));
    await tab.reload();
    await expect.poll(() => number(tab), PATIENCE).toBe(await number(shop));
    await tab.close();
  });

  test('who signs out in one tab is signed out in the other', async () => {
    const tab = await monitor.context().newPage();
    await tab.goto(addresses.monitor);
    await tab.getByText('Live', { exact: true }).waitFor();
    await tab.getByRole('button', { name: 'Account of demo' }).click();
    await tab.getByRole('button', { name: 'Sign out' }).click();
    for (const page of [tab, monitor]) await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await tab.close();
    expect(complaints).toEqual([]);
  });

  test('Ctrl-C, which npm passes on a second time, ends it cleanly', async () => {
    const ended = once(demo, 'exit');
    demo.kill('SIGINT');
    demo.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
    expect(said).not.toMatch(/"level"|Error/);
    expect(readdirSync(scratch)).toEqual([]);
  });
});
