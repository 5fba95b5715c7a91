// The demo shop: every writing of its number is swapped, and its panel dials what a caller would dial.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../system/support/chromium.ts';
import { readRig } from '../system/support/read-rig.ts';
import { FakeVisitorApi } from './fixtures/fake-visitor-api.ts';

/** Asks again until it is so: the machine may be busy. */
const soon = <T>(question: () => T) => expect.poll(question, { timeout: 10_000 });

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

describe.skipIf(readRig().chromium === null)('the demo shop', () => {
  const api = new FakeVisitorApi();
  const calls: unknown[] = [];
  let shop: Server;
  let browser: Browser;
  let page: Page;
  let address: string;

  beforeAll(async () => {
    await api.start();
    shop = createServer((request, response) => {
      if (request.method === 'POST') {
        let text = '';
        request.on('data', (chunk) => {
          text += chunk;
        });
        request.on('end', () => {
          calls.push([request.url, JSON.parse(text)]);
          response.writeHead(202).end();
        });
        return;
      }
      const path = (request.url ?? '').split('?')[0];
      const file = path === '/' ? '/index.html' : path;
      const text = readFileSync(new URL(`../../demo/shop${file}`, import.meta.url), 'utf8');
      response.writeHead(200, { 'content-type': TYPES[extname(file ?? '')] ?? 'text/plain' });
      response.end(
        text
          .replaceAll('{{snippet_url}}', `${api.api}/s/shop.js`)
          .replaceAll('{{monitor_url}}', `${api.api}/monitor`),
      );
    });
    await new Promise<void>((listening) => shop.listen(0, '127.0.0.1', listening));
    address = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/`;
    browser = await openBrowser();
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    shop.closeAllConnections();
    shop.close();
    await api.stop();
  });

  const ask = <T>(question: string): Promise<T> => page.evaluate(question) as Promise<T>;
  const digits = () => ask<string>(`document.body.textContent.replace(/\\D/g, '')`);

  it('shows the lent number in every place, and moves nothing', async () => {
    await page.addInitScript({ path: new URL('./fixtures/probe.js', import.meta.url).pathname });
    await page.goto(address);
    await soon(() => ask(`document.querySelector('.demo-panel .number').textContent`)).toBe(
      '+7 (495) 123-00-05',
    );
    expect(await digits()).not.toContain('4951112233');
    expect((await digits()).split('4951230005').length - 1).toBeGreaterThanOrEqual(7);
    expect(await ask(`document.querySelector('.big-phone').innerHTML`)).toBe(
      '<span class="code">8 (495)</span> <b>123-</b><b>00</b>-<b>05</b>',
    );
    expect(
      await ask(`Array.from(document.querySelectorAll('[href^=tel]'), (a) => a.getAttribute('href'))`),
    ).toEqual(['tel:+74951230005', 'tel:84951230005', 'tel:+7-495-123-00-05']);
    expect(await ask(`document.querySelector('.visit-code').textContent`)).toBe('К-4711');
    // Once in a few loads Chromium counts a millionth: far less than a pixel of the page.
    expect(await ask<number>('probe.layoutShift()')).toBeLessThan(0.00001);
  });

  it('dials the number on the page', async () => {
    await page.click('text=Call, hang up early');
    const caller: unknown = expect.stringMatching(/^\+7916\d{7}$/);
    await soon(() => calls).toEqual([['/demo/call', { did: '+74951230005', scenario: 'gave-up', caller }]]);
    await page.waitForSelector('text=The caller will give up');
  });

  it('arrives from an ad as somebody new', async () => {
    const before = api.leases().at(-1)?.visitor;
    api.behaviour.did = '+74951230009';
    await page.click('text=Yandex ad');
    await soon(() => ask(`document.querySelector('.demo-panel .number').textContent`)).toBe(
      '+7 (495) 123-00-09',
    );
    const lease = api.leases().at(-1);
    expect(lease?.visitor).not.toBe(before);
    expect(lease?.page?.referrer).toBe('');
    expect(lease?.page?.url).toMatch(/utm_source=yandex&utm_medium=cpc.*yclid=\d+/);
  });

  it('says so when the number is shared', async () => {
    api.behaviour.overflow = true;
    await page.getByRole('link', { name: 'Direct' }).click();
    await page.waitForSelector('text=The pool is used up');
  });
});
