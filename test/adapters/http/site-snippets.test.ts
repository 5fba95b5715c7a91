// A site's script: its own settings, rendered once, with a tag that follows the content; and its loader.
import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { SiteSnippets } from '../../../src/adapters/http/site-snippets.ts';
import type { Site } from '../../../src/ports/site-directory.ts';
import { e164 } from '../../support/builders.ts';
import { HttpFixture, SITES } from './http-fixture.ts';

const [shop, blog] = SITES as [Site, Site];

function snippets(template = 'run(__LEASELINE_SETTINGS__);'): SiteSnippets {
  return new SiteSnippets({
    template,
    map: '{}',
    parts: { publish: 'tell(__LEASELINE_SETTINGS__);', selectors: 'put(__LEASELINE_SETTINGS__);' },
    publicUrl: 'https://calls.example.ru/',
    country: 'RU',
    defer: () => 5_000,
    lent: () => [{ printed: e164('+74951112233'), ranges: ['+74951230001-+74951230040'] }],
  });
}

test('the tag is stable, and differs with settings and program', () => {
  const tag = snippets().of(shop).whole.digest;
  expect(tag).toMatch(/^[\w-]{22}$/);
  expect(snippets().of(shop).whole.digest).toBe(tag);
  expect(snippets().of(blog).whole.digest).not.toBe(tag);
  expect(snippets('go(__LEASELINE_SETTINGS__);').of(shop).whole.digest).not.toBe(tag);
});

test('says what the owner set, what may stand on a cached page, and leaves out what is as usual', () => {
  const settings = (site: Site) => {
    const got: unknown[] = [];
    const { whole } = snippets('run(__LEASELINE_SETTINGS__);').of(site);
    runInNewContext(whole.text, {
      run: (given: unknown) => got.push(given),
      tell: () => {},
      put: () => {},
    });
    return got[0];
  };
  expect(settings(shop)).toEqual({
    site: 'shop',
    api: 'https://calls.example.ru',
    numbers: ['+74951112233'],
    country_calling_code: '7',
    trunk_prefix: '8',
    defer_ms: 5_000,
    lent: [['+74951112233', '+74951230001-+74951230040']],
    gpc: true,
  });
  const set: Site = {
    ...shop,
    moreNumbers: [{ number: e164('+78123334455'), pools: ['piter'], name: 'piter' }],
    snippet: {
      consent: 'anonymous',
      honourGpc: false,
      messengers: true,
      publish: ['dataLayer'],
      selectors: ['.phone'],
    },
  };
  expect(settings(set)).toMatchObject({
    numbers: ['+74951112233', '+78123334455'],
    names: { piter: '+78123334455' },
    consent: 'anonymous',
    messengers: true,
    publish: ['dataLayer'],
    selectors: ['.phone'],
  });
  expect(settings(set)).not.toHaveProperty('gpc');
});

test('the code that sites share has an address of its own, which changes with it', () => {
  expect(snippets().code.digest).toBe(snippets().code.digest);
  expect(snippets('go(__LEASELINE_SETTINGS__);').code.digest).not.toBe(snippets().code.digest);
});

test('a site gets the parts it has settings for, whole and by the loader', () => {
  const site: Site = { ...shop, snippet: { ...shop.snippet, selectors: ['.phone'] } };
  const ran: unknown[] = [];
  const run = (text: string, more = {}) =>
    runInNewContext(text, {
      run: () => {},
      tell: () => ran.push('tell'),
      put: (given: unknown) => ran.push(given),
      ...more,
    });
  const made = snippets();
  run(made.of(shop).whole.text);
  expect(ran).toEqual([]);
  run(made.of(site).whole.text);
  expect(ran).toEqual([{ selectors: ['.phone'] }]);

  const asked: { src: string; integrity: string; async: boolean }[] = [];
  const document = {
    currentScript: { src: 'https://calls.example.ru/s/shop/loader.js' },
    createElement: () => ({}),
    head: { append: (script: (typeof asked)[number]) => asked.push(script) },
  };
  run(made.of(site).loader.text, { window: {}, document });
  const [script, part] = asked;
  expect(asked).toHaveLength(2);
  expect(script?.src).toContain(`/s/_/${made.code.digest}.js`);
  expect(part?.async).toBe(false);
  const served = made.shared.find(({ digest }) => part?.src.includes(digest))?.text ?? '';
  expect(served).toBe('put(leaselineSettings);');
  expect(part?.integrity).toBe(`sha384-${createHash('sha384').update(served).digest('base64')}`);
});

test('each site gets its own settings; the loader hands the same over, and asks for exactly the code that is served', async () => {
  const http = await new HttpFixture().start();
  try {
    const whole = await (await http.fetch('/s/shop.js')).text();
    const given = JSON.parse(/\((\{.*\})\);$/.exec(whole)?.[1] ?? '');
    expect(given).toMatchObject({ site: 'shop', numbers: ['+74951112233'], trunk_prefix: '8' });

    const loader = await (await http.fetch('/s/shop/loader.js')).text();
    const script: Record<string, string> = {};
    const window: { leaselineSettings?: unknown } = {};
    runInNewContext(loader, {
      window,
      document: {
        currentScript: { src: 'https://proxied.example.ru/calls/s/shop/loader.js', nonce: 'n0' },
        createElement: () => script,
        head: { append: () => {} },
      },
    });
    const api = 'https://proxied.example.ru/calls';
    expect(window.leaselineSettings).toEqual({ ...given, api });
    expect(script).toMatchObject({ crossOrigin: 'anonymous', nonce: 'n0' });
    expect(script['src']?.startsWith(`${api}/s/_/`)).toBe(true);

    const code = await http.fetch(script['src']?.slice(api.length) ?? '');
    const text = await code.text();
    const digest = createHash('sha384').update(text).digest('base64');
    expect(script['integrity']).toBe(`sha384-${digest}`);
    expect(text).toContain('(leaselineSettings)');
    expect(code.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const map = new URL(code.headers.get('sourcemap') ?? '', code.url);
    expect(await (await http.fetch(map.pathname)).json()).toEqual({ version: 3 });
  } finally {
    await http.stop();
  }
});

test.each([
  ['br, gzip', 'br'],
  ['gzip', 'gzip'],
  ['identity', null],
])('for a client that takes %s it is sent as %s, with a tag of its own', async (accepted, encoding) => {
  const http = await new HttpFixture().start();
  try {
    const response = await http.fetch('/s/shop.js', { headers: { 'accept-encoding': accepted } });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('etag')).toMatch(new RegExp(`^"[\\w-]{22}\\.${encoding ?? 'identity'}"$`));
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
    expect(await response.text()).toContain('"site":"shop"');
  } finally {
    await http.stop();
  }
});
