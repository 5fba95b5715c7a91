// The script as the real server delivers it, from another origin, whole and by its loader, under strict policies.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleSnippet } from '../../scripts/build-snippet.mjs';
import { SiteSnippets } from '../../src/adapters/http/site-snippets.ts';
import { HttpFixture, SITES } from '../adapters/http/http-fixture.ts';
import { readRig } from '../system/support/read-rig.ts';
import { CORPUS_PROBE, SnippetBed } from './fixtures/snippet-bed.ts';

const LENT = '8 (495) 123-00-01';
const INTEGRITY = /"(sha384-[^"]+)"/;

describe.skipIf(readRig().chromium === null)('the script from the real server', () => {
  const bed = new SnippetBed();
  let http: HttpFixture;
  let site: Server;
  let tag = '';
  let policy = '';
  /** What a proxy on the way makes of the code. */
  let spoil = (code: string) => code;

  beforeAll(async () => {
    await bed.start();
    site = createServer((_, response) => {
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        ...(policy && { 'content-security-policy': policy }),
      });
      response.end(`<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Shop</title>${tag}</head>
        <body><p id="place">8 (495) 111-22-33</p><a href="tel:+74951112233">☎</a></body></html>`);
    });
    await new Promise<void>((listening) => site.listen(0, '127.0.0.1', listening));
    const { code, map } = await bundleSnippet();
    const parts = {
      publish: (await bundleSnippet('publish')).code,
      selectors: (await bundleSnippet('selectors')).code,
    };
    const sites = SITES.map((site) => ({
      ...site,
      origins: [shop()],
      snippet: { ...site.snippet, publish: ['dataLayer'] },
    }));
    http = await new HttpFixture({
      sites: () => new Map(sites.map((site) => [site.id, site])),
      snippets: new SiteSnippets({
        template: code,
        map,
        parts,
        // The loader's own address tells where the service is.
        publicUrl: 'http://127.0.0.1:9',
        country: 'RU',
        defer: () => 0,
        lent: () => [],
      }),
    }).start();
  });
  afterAll(async () => {
    await http.stop();
    site.closeAllConnections();
    site.close();
    await bed.stop();
  });

  const shop = () => `http://localhost:${(site.address() as AddressInfo).port}`;
  const api = () => `http://127.0.0.1:${http.port}`;
  const src = (name: string) => `${api()}/s/${name}`;

  async function open(): Promise<void> {
    await bed.newVisitor(CORPUS_PROBE);
    await bed.context.route('**/s/_/*.js', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: spoil(await response.text()) });
    });
    await bed.page.goto(shop());
  }
  const swapped = () =>
    expect.poll(() => bed.page.textContent('#place'), { timeout: 10_000, interval: 20 }).toBe(LENT);

  const strict = () => `default-src 'none'; script-src ${api()}; connect-src ${api()}`;
  const withNonce = () =>
    `default-src 'none'; script-src 'nonce-c2hvcA' 'strict-dynamic'; connect-src ${api()}`;
  const trusted = `; require-trusted-types-for 'script'`;

  it.each([
    ['whole', 'shop.js', () => ''],
    ['whole, under a policy without unsafe-inline', 'shop.js', strict],
    ['whole, under a policy with trusted types', 'shop.js', () => strict() + trusted],
    ['whole, under a policy of nonces', 'shop.js', withNonce],
    ['by its loader', 'shop/loader.js', () => ''],
    ['by its loader, under a policy without unsafe-inline', 'shop/loader.js', strict],
    ['by its loader, under a policy with trusted types', 'shop/loader.js', () => strict() + trusted],
    ['by its loader, under a policy of nonces', 'shop/loader.js', withNonce],
  ])('%s', async (_, name, allow) => {
    policy = allow();
    tag = `<script async nonce="c2hvcA" src="${src(name)}"></script>`;
    spoil = (code) => code;
    await open();
    await swapped();
    expect(await bed.page.getAttribute('a', 'href')).toBe('tel:+74951230001');
    await expect.poll(() => bed.ask('JSON.stringify(window.dataLayer ?? [])')).toContain('+74951230001');
    expect(await bed.ask<string[]>('corpus.violations()')).toEqual([]);
    expect(await bed.ask<number>('corpus.layoutShift()')).toBe(0);
    expect(bed.noise).toEqual([]);
    // The next page, from what is kept.
    await bed.page.reload();
    await swapped();
  });

  it('the code alone, pinned by its hash in the page itself', async () => {
    const loader = await (await fetch(src('shop/loader.js'))).text();
    const integrity = INTEGRITY.exec(loader)?.[1];
    const path = /"(\/s\/_\/[^"]+\.js)"/.exec(loader)?.[1];
    policy = '';
    tag = `<script>window.leaselineSettings = {"site":"shop","api":"${api()}","numbers":["+74951112233"],"country_calling_code":"7","trunk_prefix":"8"}</script>
      <script async integrity="${integrity}" crossorigin="anonymous" src="${api()}${path}"></script>`;
    spoil = (code) => code;
    await open();
    await swapped();
    expect((await fetch(`${api()}${path}`)).headers.get('cache-control')).toContain('immutable');
  });

  it('not at all when the code is another than its hash says', async () => {
    policy = '';
    tag = `<script async src="${src('shop/loader.js')}"></script>`;
    spoil = (code) => `${code};document.title = 'spoilt'`;
    await open();
    await expect
      .poll(() => bed.noise.filter((line) => line.includes('integrity')).length, { timeout: 10_000 })
      .toBeGreaterThan(0);
    expect(await bed.page.textContent('#place')).toBe('8 (495) 111-22-33');
    expect(await bed.page.title()).toBe('Shop');
  });
});
