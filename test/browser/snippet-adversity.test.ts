// Fifty tabs, no network, a server that is down or slow, no storage, pages that sleep: a right number in each.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRig } from '../system/support/read-rig.ts';
import { PROBE, PROBE_OF_NOTHING, SnippetBed } from './fixtures/snippet-bed.ts';

/** Asks again until it is so: the machine may be busy. */
const soon = <T>(question: () => T) => expect.poll(question, { timeout: 15_000, interval: 50 });

const PRINTED_DIGITS = '4951112233';
const LENT_DIGITS = '4951230005';
const TABS = 50;

const PAGE = (links = '') => `<!doctype html><html lang="ru">
  <head><meta charset="utf-8"><title>Shop</title><link rel="stylesheet" href="/shop.css">{{tag}}</head>
  <body><header><p data-want="8 (495) 123-00-05">8 (495) 111-22-33</p></header>
  <a href="tel:+74951112233" data-want-href="tel:+74951230005">Call</a>${links}</body></html>`;

describe.skipIf(readRig().chromium === null)('the page shows a right number', () => {
  const bed = new SnippetBed();
  const { server } = bed;

  beforeAll(async () => {
    await bed.start({ backForwardCache: true });
    server.made = (url) =>
      /^\/(shop|next|asleep)\b/.test(url) && !url.endsWith('.css') ? { text: PAGE() } : undefined;
  });
  afterAll(() => bed.stop());

  const shows = (digits: string, of = bed.page) => bed.ask<boolean>(`probe.shows('${digits}')`, of);
  const wrong = (of = bed.page) =>
    bed
      .ask<{ want: string; is: string }[]>('probe.wants()', of)
      .then((wants) => wants.filter(({ want, is }) => want !== is));
  const swapped = (of = bed.page) => soon(() => wrong(of)).toEqual([]);
  const back = () => soon(() => shows(PRINTED_DIGITS)).toBe(true);
  const url = (name = 'shop') => server.page(name);

  it(`in ${TABS} tabs of one visitor: one number, few requests, and the last to close says so`, async () => {
    // Without the probe, which looks at each frame of each.
    await bed.newVisitor(PROBE_OF_NOTHING);
    await bed.page.goto(url());
    const isLent = async (tab: Page) =>
      (await tab.textContent('header p')) === '8 (495) 123-00-05' &&
      (await tab.getAttribute('a', 'href')) === 'tel:+74951230005';
    await soon(() => isLent(bed.page)).toBe(true);
    // Whoever asks from now on is lent another one, unless it is the same visitor.
    server.behaviour.did = '+74951230007';
    await bed.ask(`for (let tab = 1; tab < ${TABS}; tab++) open(location.href)`);
    await soon(() => bed.context.pages().length).toBe(TABS);
    const tabs = bed.context.pages();
    for (const tab of tabs) await soon(() => isLent(tab)).toBe(true);
    expect(new Set(server.leases().map(({ visitor }) => visitor)).size).toBe(1);
    expect(server.lent.size).toBe(1);
    // A question a page view, and hardly anything else.
    expect(server.leases().length).toBeLessThanOrEqual(tabs.length);
    expect(server.heard.length).toBeLessThanOrEqual(tabs.length + 5);

    for (const tab of tabs) if (tab !== bed.page) await tab.goto('about:blank');
    // What a tab had to say is heard before the next one is asked.
    await bed.page.waitForTimeout(300);
    expect(server.reports()).not.toContain('left');
    expect(await isLent(bed.page)).toBe(true);
    await bed.page.goto('about:blank');
    await soon(() => server.reports().filter((engagement) => engagement === 'left')).toHaveLength(1);
    expect(bed.noise).toEqual([]);
  });

  it('in tabs opened all at once, before any was answered', async () => {
    await bed.newVisitor(PROBE, { leaseDelay: 1_500 });
    const tabs = [bed.page, ...(await Promise.all(Array.from({ length: 7 }, () => bed.context.newPage())))];
    await Promise.all(tabs.map((tab) => tab.goto(url())));
    for (const tab of tabs) await swapped(tab);
    const visitors = new Set(server.leases().map(({ visitor }) => visitor));
    expect(visitors.size).toBe(1);
    expect(server.lent.size).toBe(1);
  });

  it('offline: the lent one while it is surely ours, then the printed one, and again when the network is back', async () => {
    await bed.newVisitor(PROBE, { heartbeat_s: 1, expires_in_s: 4 });
    await bed.page.goto(url());
    await swapped();
    await bed.context.setOffline(true);
    await bed.page.waitForTimeout(1_000);
    expect(await wrong()).toEqual([]);
    await back();
    await bed.context.setOffline(false);
    await swapped();
    expect(bed.noise.filter((line) => !line.startsWith('debug leaseline:'))).toEqual([]);
  });

  it('online again after a first page without a network', async () => {
    await bed.newVisitor(PROBE, { leaseStatus: 'reset' });
    await bed.page.goto(url());
    await soon(() => server.leases().length).toBe(1);
    expect(await shows(PRINTED_DIGITS)).toBe(true);
    server.behaviour.leaseStatus = 200;
    await bed.context.setOffline(true);
    await bed.context.setOffline(false);
    await swapped();
  });

  it('when the server is down: the kept one as long as it is ours, the printed one for everybody else', async () => {
    await bed.newVisitor(PROBE);
    await bed.page.goto(url());
    await swapped();
    Object.assign(server.behaviour, { leaseStatus: 'reset', activityStatus: 'reset' });
    await bed.page.reload();
    await swapped();
    expect(await bed.ask<number>(`probe.framesWith('${PRINTED_DIGITS}')`)).toBe(0);
    await bed.newVisitor(PROBE, { leaseStatus: 'reset', activityStatus: 'reset' });
    await bed.page.goto(url());
    await soon(() => server.leases().length).toBe(1);
    expect(await shows(PRINTED_DIGITS)).toBe(true);
    expect(bed.noise.filter((line) => !line.startsWith('debug leaseline:'))).toEqual([]);
    expect(bed.noise.length).toBeLessThanOrEqual(1);
  });

  it('when the script itself cannot be had', async () => {
    await bed.newVisitor(PROBE);
    await bed.context.route('**/s/shop.js', (route) => route.abort());
    await bed.page.goto(url());
    expect(await shows(PRINTED_DIGITS)).toBe(true);
    expect(bed.noise).toEqual([]);
  });

  it('when the answer takes 5 seconds: the printed one in view, the lent one on the next page', async () => {
    await bed.newVisitor(PROBE, { leaseDelay: 5_000, patience_ms: 800 });
    await bed.page.goto(url());
    await soon(() => bed.ask<boolean>(`/"token"/.test(localStorage['leaseline:shop'] ?? '')`)).toBe(true);
    await bed.page.waitForTimeout(300);
    expect(await shows(PRINTED_DIGITS)).toBe(true);
    expect(await bed.ask<number>(`probe.framesWith('${LENT_DIGITS}')`)).toBe(0);
    await bed.page.reload();
    await swapped();
    expect(await bed.ask<number>(`probe.framesWith('${PRINTED_DIGITS}')`)).toBe(0);
    expect(bed.noise).toEqual([]);
  });

  it('when the script takes 5 seconds: one swap once it is there', async () => {
    server.made = () => ({ text: PAGE().replace('{{tag}}', '{{async}}') });
    await bed.newVisitor(PROBE);
    await bed.context.route('**/s/shop.js', async (route) => {
      await new Promise((later) => setTimeout(later, 5_000));
      await route.continue();
    });
    await bed.page.goto(url(), { waitUntil: 'commit' });
    await soon(() => shows(PRINTED_DIGITS)).toBe(true);
    await swapped();
    expect(await bed.ask<number>('probe.layoutShift()')).toBe(0);
    server.made = () => ({ text: PAGE() });
  });

  it.each([
    [
      'storage that throws',
      `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })`,
    ],
    ['storage that is null', `Object.defineProperty(window, 'localStorage', { value: null })`],
    [
      'storage that is full',
      `Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
      Object.defineProperty(window, 'localStorage', { value: new Proxy({}, { get: () => undefined, set: () => { throw new DOMException('full', 'QuotaExceededError'); } }) })`,
    ],
    [
      'cookies that throw',
      `Object.defineProperty(Document.prototype, 'cookie', { get() { throw new DOMException('no', 'SecurityError'); } })`,
    ],
    [
      'neither locks nor channels',
      `delete Navigator.prototype.locks; delete window.BroadcastChannel; delete window.Navigator.prototype.sendBeacon`,
    ],
  ])('in a browser with %s', async (_, forbid) => {
    await bed.newVisitor(PROBE);
    await bed.context.addInitScript({ content: forbid });
    await bed.page.goto(url());
    await swapped();
    await bed.page.reload();
    await swapped();
    await bed.page.goto('about:blank');
    expect(bed.noise.filter((line) => !line.startsWith('debug leaseline:'))).toEqual([]);
  });

  it('when the visitor comes back to a page the browser kept asleep', async () => {
    // What must not be stored is not kept asleep either.
    await bed.newVisitor(PROBE, { pageHeaders: { 'cache-control': 'no-cache' }, heartbeat_s: 1 });
    await bed.page.goto(url('asleep'));
    await swapped();
    await bed.ask('window.awake = 1');
    await bed.page.goto(url('next'));
    await swapped();
    // In the meantime it became another's.
    server.lent.clear();
    Object.assign(server.behaviour, { did: '+74951230007', activityStatus: 410 });
    await bed.page.goBack({ waitUntil: 'commit' });
    // It is that very page.
    expect(await bed.ask<number>('window.awake')).toBe(1);
    await soon(() => shows('4951230007')).toBe(true);
    expect(await shows(LENT_DIGITS)).toBe(false);
    server.behaviour.activityStatus = 200;
    // One tab was open all the time: when it is left for good, the visitor has left.
    server.heard = [];
    await bed.page.goto('about:blank');
    await soon(() => server.reports().at(-1)).toBe('left');
  });

  it('on a page the browser prepared before it was asked for', async () => {
    // With a debugger attached Chromium fetches it ahead and renders it on the way; what a page rendered ahead does is
    // tried in snippet.test.ts by `document.prerendering`.
    const rules = `<script type="speculationrules">{"prerender": [{"source": "list", "urls": ["/next.html"], "eagerness": "immediate"}]}</script><a id="on" href="/next.html">Next</a>`;
    const asked: string[] = [];
    server.made = (url) => {
      asked.push(url);
      return { text: PAGE(url.startsWith('/next') ? '' : rules) };
    };
    await bed.newVisitor(PROBE);
    await bed.page.goto(url());
    await swapped();
    await soon(() => asked).toContain('/next.html');
    expect(server.leases()).toHaveLength(1);
    expect(server.reports()).toEqual([]);
    await bed.page.click('#on');
    await bed.page.waitForURL('**/next.html');
    await swapped();
    await soon(() => server.leases().length).toBe(2);
    expect(server.leases()[1]?.visitor).toBe(server.leases()[0]?.visitor);
    expect(bed.noise).toEqual([]);
  });
});
