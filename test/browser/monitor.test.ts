// The built monitor in a real Chromium, against the fake live server under a strict CSP.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answered, attribution, busyBoard, call, ended, pbx, touchpoint } from '../monitor/sample-board.ts';
import type { FakeLiveServer } from '../support/fake-live-server.ts';
import { CHROMIUM, MonitorBed } from './fixtures/monitor-bed.ts';

/** Of the board, ready to use, brotli. */
const BUDGET_BYTES = 60 * 1024;

describe.skipIf(CHROMIUM === undefined)('monitor', () => {
  const bed = new MonitorBed();
  let server: FakeLiveServer;
  let page: Page;
  let complaints: string[];

  beforeAll(() => bed.start());
  afterAll(() => bed.stop());
  beforeEach(() => {
    complaints = [];
  });
  afterEach(() => bed.close());

  async function open(board = busyBoard(Date.now()), options: BrowserContextOptions = {}): Promise<void> {
    await bed.open('', { board, ...options });
    ({ page, server, complaints } = bed);
  }

  const signIn = (password?: string) => bed.signIn(password);

  async function openBoard(
    board?: ReturnType<typeof busyBoard>,
    options?: BrowserContextOptions,
  ): Promise<void> {
    await open(board, options);
    await signIn();
    await page.getByText('Live', { exact: true }).waitFor();
  }

  const quiet = () => {
    const board = busyBoard(Date.now());
    return { ...board, calls: board.calls.filter(({ state }) => state === 'ended') };
  };
  const card = (caller: string) => page.getByRole('article', { name: caller });
  const shows = (text: string | RegExp) => page.getByText(text).first().waitFor();
  const title = (text: string) => expect.poll(() => page.title(), { timeout: 20_000 }).toBe(text);

  it('loads little at first, and holds nothing inline', async () => {
    const html = await readFile(join(bed.root, 'index.html'), 'utf8');
    const first = [...html.matchAll(/assets\/[\w.-]+/g)].map(([name]) => name);
    let bytes = brotliCompressSync(html).length;
    for (const name of first) bytes += brotliCompressSync(await readFile(join(bed.root, name))).length;
    expect(bytes).toBeLessThan(BUDGET_BYTES);
    expect(html).not.toMatch(/<style|\bstyle=|<script(?![^>]*\bsrc=)|\bon\w+=/);
  });

  describe('signing in', () => {
    it('explains a wrong password, then too many tries', async () => {
      await open();
      for (let n = 0; n < 6; n++) {
        const answer = page.waitForResponse('**/v1/login');
        await signIn('wrong');
        await answer;
        await page.getByRole('button', { name: 'Sign in' }).waitFor();
        if (n === 0) await shows(/do not match/);
      }
      await shows('Too many tries. Try again in 15 minutes.');
      expect(complaints).toEqual([]);
    });

    it('survives a reload, and signs out for good', async () => {
      await openBoard();
      await page.reload();
      await page.getByText('Live', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Account of admin' }).click();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      expect(server.clients).toBe(0);
    });

    it('comes back to signing in when the session ends', async () => {
      await openBoard();
      server.endSession();
      await shows(/Your session has ended/);
      expect(await page.title()).toBe('Leaseline');
    });

    it('works by keyboard alone', async () => {
      await open();
      await page.locator('[name=username]:focus').waitFor();
      await page.keyboard.type('admin');
      await page.keyboard.press('Tab');
      await page.keyboard.type('admin');
      await page.keyboard.press('Enter');
      await page.getByText('Live', { exact: true }).waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('main');
    });
  });

  describe('the board', () => {
    it('follows a call from the first ring to the list', async () => {
      await openBoard(quiet());
      await shows('No calls right now');
      const ringing = call('new', Date.now(), 0, { caller: '+79990001122', repeat: true });
      server.putCall(ringing);
      await card('+7 999 000-11-22').getByText('Ringing').waitFor();
      await title('(1) Leaseline');
      const text = await card('+7 999 000-11-22').textContent();
      for (const part of [
        'Repeat',
        'yandex / cpc',
        'brand-moscow-autumn',
        'пластиковые окна цена',
        'Moscow',
        '97%',
        'Own number',
      ])
        expect(text).toContain(part);
      await card('+7 999 000-11-22').getByText('0:02').waitFor();

      const talk = answered(ringing, Date.now(), 'PJSIP/101');
      server.putCall(talk);
      await card('+7 999 000-11-22').getByText('Talking').waitFor();
      await title('Leaseline');
      await card('+7 999 000-11-22').getByText('0:01').waitFor();

      server.putCall(ended(talk, Date.now()));
      await shows('No calls right now');
      const row = page.getByRole('button', { name: /Details of the call from \+7 999 000-11-22/ });
      await row.focus();
      await page.keyboard.press('Enter');
      await shows('The caller hung up');
      expect(complaints).toEqual([]);
    });

    it('takes a visit code in the card of a talk and in the details of an ended call', async () => {
      const talk = answered(call('talk', Date.now(), 5, { caller: '+79990001122' }), Date.now(), 'PJSIP/101');
      await openBoard({ ...quiet(), calls: [talk] });
      const field = card('+7 999 000-11-22').getByLabel('Visit code');
      await field.fill('54321');
      await page.keyboard.press('Enter');
      await shows('No visit had this code. Ask the caller to read it from the page again.');
      await field.fill('12a');
      await card('+7 999 000-11-22').getByRole('button', { name: 'Apply' }).click();
      await shows('A code is digits only, such as 12345.');
      await field.fill('12 345');
      await page.keyboard.press('Enter');
      await card('+7 999 000-11-22').getByText('avito / referral').waitFor();
      await card('+7 999 000-11-22').getByText('99%').waitFor();
      expect(await field.inputValue()).toBe('');

      server.putCall(ended(talk, Date.now()));
      await page.getByRole('button', { name: /Details of the call from \+7 999 000-11-22/ }).click();
      await page.getByLabel('Visit code').fill('12345');
      await page.keyboard.press('Enter');
      await shows('Found: the call is now given to the visit with this code.');
      await shows(/which the page showed to this visit alone/);
      await shows('vk / social · spring');
      expect(complaints).toEqual([]);
    });

    it('shows why a source is unknown, and other candidates', async () => {
      await openBoard();
      const unknown = card('+7 903 555-01-42');
      await unknown.getByText('Unknown source').waitFor();
      await unknown.getByText(/The pool was exhausted, so several visitors/).waitFor();
      const late = card('+7 812 333-44-55');
      await late.getByText('2 other candidates').click();
      expect(await late.getByRole('listitem').allInnerTexts()).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/21%\s+vk · retarget-10-days/),
          expect.stringMatching(/9%\s+None of these/),
        ]),
      );
    });

    it('runs call clocks by the time of the server, whatever time it is here', async () => {
      const ahead = 3_600_000;
      const now = Date.now() + ahead;
      await open({ ...quiet(), calls: [call('x', now, 65, { caller: '+79990001122' })] });
      server.clockAheadMs = ahead;
      await signIn();
      await card('+7 999 000-11-22')
        .getByText(/^1:0[5-9]$/)
        .waitFor();
    });

    it('tells of a pool that ran short and of a box that is gone', async () => {
      await openBoard();
      // The bell says more of it, folded away.
      await page.getByText('14 visitors got the shared number', { exact: true }).waitFor();
      await shows('Busy hours need 27 numbers: add 8');
      server.putPbx(
        pbx('warehouse', Date.now(), { up: false, version: null, reason: 'Authentication failed' }),
      );
      await shows('No link to warehouse.');
      await shows('Authentication failed');
    });

    it('never runs or links what a stranger wrote as a URL', async () => {
      const evil = '<img src=x onerror=alert(1)>';
      const bad = call('evil', Date.now(), 0, {
        caller: '+79990001122',
        caller_name: evil,
        attribution: attribution({
          touchpoint: touchpoint({
            landing_page: 'javascript:alert(1)',
            campaign: evil,
            term: evil,
            click_ids: { [evil]: evil },
          }),
          page: { url: 'data:text/html,<script>alert(1)</script>', title: evil },
          reasons: [evil],
        }),
      });
      await openBoard({ ...quiet(), calls: [bad] });
      await card('+7 999 000-11-22').waitFor();
      expect(await card('+7 999 000-11-22').locator('a:not(.card-link), img').count()).toBe(0);
      const good = { ...bad, attribution: attribution() };
      server.putCall(good);
      const link = card('+7 999 000-11-22').locator('.visitor-link').first();
      expect(await link.getAttribute('rel')).toBe('noopener noreferrer nofollow');
      expect(complaints).toEqual([]);
    });
  });

  describe('the connection', () => {
    it('says so when it is lost, and recovers with what was missed', async () => {
      await openBoard(quiet());
      server.unreachable = true;
      server.cut();
      await shows(/What you see is as of \d\d:\d\d:\d\d/);
      await shows('Offline');
      server.putCall(call('missed', Date.now(), 0, { caller: '+79990001122' }));
      server.unreachable = false;
      await card('+7 999 000-11-22').waitFor();
      await shows('Live');
      expect(await page.getByText('Connection lost').count()).toBe(0);
    });

    it('takes a new snapshot when a message was lost', async () => {
      await openBoard(quiet());
      server.skip();
      server.putCall(call('after', Date.now(), 0, { caller: '+79990001122' }));
      await card('+7 999 000-11-22').waitFor();
      await shows('Live');
    });

    it('stops the clocks and the title of old data', async () => {
      await openBoard();
      await title('(2) Leaseline');
      server.unreachable = true;
      server.cut();
      await shows('Offline');
      await title('Leaseline');
      const clocks = () => page.locator('.clock').allInnerTexts();
      const before = await clocks();
      await page.waitForTimeout(2200);
      expect(await clocks()).toEqual(before);
    });
  });

  describe('looks', () => {
    it('speaks Russian when the browser does, and switches', async () => {
      await open(undefined, { locale: 'ru-RU' });
      await page.getByRole('heading', { name: 'Вход' }).waitFor();
      expect(await page.evaluate('document.documentElement.lang')).toBe('ru');
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    });

    it('follows the system into the dark, unless told otherwise', async () => {
      await open(undefined, { colorScheme: 'dark' });
      const theme = () => page.evaluate('document.documentElement.dataset.theme');
      expect(await theme()).toBe('dark');
      await page.getByRole('button', { name: 'Light' }).click();
      expect(await theme()).toBe('light');
      await page.reload();
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      expect(await theme()).toBe('light');
    });

    it.each([390, 768, 1280, 1440])('needs no sideways scrolling at %i px', async (width) => {
      await openBoard(undefined, { viewport: { width, height: 844 } });
      await page.getByRole('article').first().waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    });

    it('keeps still for those who asked for it', async () => {
      await openBoard(undefined, { reducedMotion: 'reduce' });
      await page.getByRole('article').first().waitFor();
      expect(await page.evaluate('document.getAnimations().length')).toBe(0);
    });
  });
});
