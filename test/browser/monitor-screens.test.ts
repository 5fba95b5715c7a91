// Every screen of the monitor: WCAG by axe, both themes, a phone's width, and what it says when the server refuses.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, MonitorBed } from './fixtures/monitor-bed.ts';

/** Each screen, and a text that is there when it is ready. */
const SCREENS: readonly (readonly [path: string, ready: string])[] = [
  ['', 'Recent calls'],
  ['calls', 'Load more'],
  ['calls/CALL', 'Time line of the visitor'],
  ['missed', 'To call back'],
  ['reports', 'How often the answer is right'],
  ['spend', 'Import CSV'],
  ['users', 'olga.marketing'],
  ['tokens', 'amoCRM'],
  ['audit', 'Sign-in failed'],
  ['account', 'Sign in with two steps'],
  ['wall', 'Waiting longest'],
  ['nowhere', 'No such page'],
];

/** A dozen screens in one test, each looked through by axe, on a slow machine. */
const PATIENCE = 300_000;

describe.skipIf(CHROMIUM === undefined)('screens of the monitor', { timeout: PATIENCE }, () => {
  const bed = new MonitorBed();
  let axe: string;

  beforeAll(async () => {
    await bed.start();
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  });
  afterAll(() => bed.stop());
  afterEach(() => bed.close());

  async function visit(path: string, ready: string): Promise<void> {
    const call = bed.server.api.history.find(({ value }) => value !== null);
    await bed.page.goto(`${bed.url}/monitor/${path.replace('CALL', encodeURIComponent(call?.id ?? ''))}`);
    await bed.page.getByText(ready, { exact: false }).first().waitFor();
    // A function to wait for would be script that the page's own policy forbids.
    await bed.page.locator('.skeleton, .skeleton-rows').first().waitFor({ state: 'detached' });
  }

  /** What breaks WCAG 2.1 A or AA, one a line. */
  async function faults(): Promise<string[]> {
    await bed.page.evaluate(axe);
    const { violations } = (await bed.page.evaluate(
      "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'] })",
    )) as AxeResults;
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    );
  }

  it.each(['light', 'dark'] as const)('are open to everybody, %s', async (colorScheme) => {
    // axe is put into the page from outside; the policy itself is tested by every other test.
    await bed.enter('', { colorScheme, reducedMotion: 'reduce', bypassCSP: true });
    const found: string[] = [];
    for (const [path, ready] of SCREENS) {
      await visit(path, ready);
      for (const fault of await faults()) found.push(`/${path}: ${fault}`);
    }
    expect(found).toEqual([]);
  });

  it('fit on a phone, in both languages', async () => {
    await bed.enter('', { viewport: { width: 390, height: 844 } });
    const wide: string[] = [];
    for (const [path, ready] of SCREENS) {
      await visit(path, ready);
      for (const language of ['EN', 'RU']) {
        await bed.page.evaluate(
          `document.querySelector('[lang=${language.toLowerCase()}].segment')?.click()`,
        );
        const width = await bed.page.evaluate('document.documentElement.scrollWidth');
        if (Number(width) > 390) wide.push(`/${path} in ${language}: ${width} px`);
      }
      await bed.page.evaluate("localStorage.removeItem('leaseline.language')");
    }
    expect(wide).toEqual([]);
    expect(bed.complaints).toEqual([]);
  });

  it('load under the strictest policy without a complaint', async () => {
    await bed.enter();
    for (const [path, ready] of SCREENS) await visit(path, ready);
    expect(bed.complaints).toEqual([]);
  });

  it('show each role what it may see', async () => {
    await bed.enter('', {
      prepare: (server) => {
        server.role = 'operator';
      },
    });
    const nav = bed.page.getByRole('navigation', { name: 'Main' }).first();
    await nav.getByRole('link', { name: /^Missed/ }).waitFor();
    expect(await nav.getByRole('link').allInnerTexts()).toEqual([
      'Now',
      'Calls',
      expect.stringMatching(/^Missed/),
    ]);
    await bed.page.goto(`${bed.url}/monitor/reports`);
    await bed.page.getByText('Your role does not allow this').waitFor();
  });

  it('say so when the server refuses or does not answer, and try again', async () => {
    await bed.enter('users', {
      prepare: (server) => {
        server.forbidden = '/v1/users';
      },
    });
    await bed.page.getByText('Your role does not allow this').waitFor();
    await bed.page
      .getByRole('link', { name: /^Missed/ })
      .first()
      .click();
    await bed.page.getByRole('heading', { name: 'Missed callers' }).waitFor();
    bed.server.unreachable = true;
    await bed.page.getByRole('link', { name: 'Spend' }).first().click();
    await bed.page.getByText('The server does not answer').waitFor();
    bed.server.unreachable = false;
    await bed.page.getByRole('button', { name: 'Try again' }).click();
    await bed.page.getByText('vesna-fm').first().waitFor();
  });

  it('ring the bell for what should be looked at', async () => {
    await bed.enter();
    await bed.page.getByRole('button', { name: '2 alerts' }).click();
    const panel = bed.page.getByRole('region', { name: 'Alerts' });
    await panel.getByText('Pool petersburg is exhausted: 14 visitors got the shared number').waitFor();
    await panel.getByText('3 callers wait for a call back, the longest for 55 min').waitFor();
    await bed.page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
  });

  it('go back and forth, and take a screen reader along', async () => {
    await bed.enter();
    await bed.page.getByRole('link', { name: 'Calls', exact: true }).first().click();
    await bed.page.getByRole('heading', { name: 'Calls', exact: true }).waitFor();
    expect(await bed.page.title()).toBe('(2) Calls · Leaseline');
    expect(await bed.page.evaluate('document.activeElement.id')).toBe('main');
    await bed.page.goBack();
    await bed.page.getByRole('heading', { name: 'Recent calls' }).waitFor();
    await bed.page.goForward();
    await bed.page.getByRole('heading', { name: 'Calls', exact: true }).waitFor();
  });
});
