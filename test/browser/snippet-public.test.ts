// What the page's scripts, its owner and its visitors may say to the swap script: commands, events, consent, tabs, optional parts.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readRig } from '../system/support/read-rig.ts';
import type { Behaviour } from './fixtures/fake-visitor-api.ts';
import { PROBE, SnippetBed } from './fixtures/snippet-bed.ts';

const soon = <T>(question: () => T) => expect.poll(question, { timeout: 20_000 });
const STUB = '<script>window.leaseline ||= function () { (leaseline.q ||= []).push(arguments) }</script>';
const NUMBER = '<p id="number">8 (495) 111-22-33</p>';
const PRINTED = '8 (495) 111-22-33';
const LENT = '8 (495) 123-00-05';

describe.skipIf(readRig().chromium === null)('the snippet', () => {
  const bed = new SnippetBed();
  const { server } = bed;

  beforeAll(() => bed.start());
  afterAll(() => bed.stop());
  beforeEach(() => bed.newVisitor(PROBE));

  const html = (head: string, body: string) =>
    `<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Shop</title>${head}</head><body>${body}</body></html>`;
  /** Opens a page of this text at `/made.html`; `behaviour` of the server from now on. */
  async function open(
    body: string,
    behaviour: Partial<Behaviour> = {},
    head = `${STUB}{{tag}}`,
  ): Promise<void> {
    Object.assign(server.behaviour, behaviour);
    server.made = () => ({ text: html(head, body) });
    await bed.page.goto(server.page('made'));
  }
  const text = (selector = '#number', page = bed.page) =>
    bed.ask<string>(`document.querySelector('${selector}').textContent`, page);
  const stored = () => bed.ask<string[]>('Object.keys(localStorage)');

  describe('commands', () => {
    it('given before it has loaded are done when it has', async () => {
      await open(
        `${NUMBER}<script>
          leaseline('ready', (lent) => { window.lent = lent });
          document.addEventListener('leaseline:number', ({ detail }) => { window.heard = detail });
          leaseline('identify', 'user-17');
        </script>`,
        {},
        `${STUB}{{defer}}`,
      );
      await soon(() => text()).toBe(LENT);
      const [number] = await bed.ask<Record<string, string>[]>('lent.numbers');
      expect(number).toMatchObject({ replace: '+74951112233', did: '+74951230005' });
      expect(await bed.ask('JSON.stringify(heard) === JSON.stringify(lent)')).toBe(true);
      expect(server.leases()[0]?.ids).toEqual({ user: 'user-17' });
      expect(await bed.ask(`leaseline('visitCode')`)).toBe('К-4711');
      expect(await bed.ask(`leaseline('nonsense') ?? null`)).toBe(null);
      expect(bed.noise).toEqual([]);
    });

    it('number: by name, by what is printed, and for a page that prints it nowhere', async () => {
      await open('<p>No number</p>', { settings: { names: { free: '+78005553535' } } });
      expect(await bed.ask(`leaseline('number', 'free') ?? null`)).toBe(null);
      await soon(() => bed.ask(`leaseline('number', 'free')?.did`)).toBe('+78001230006');
      expect(server.leases().map(({ numbers }) => numbers)).toEqual([['+78005553535']]);
      await bed.ask(`leaseline('number')`);
      await soon(() => bed.ask(`leaseline('number', '+74951112233')?.did`)).toBe('+74951230005');
      expect(await bed.ask(`leaseline('number', 'elsewhere') ?? null`)).toBe(null);
    });

    it.each([
      ['a template', `'+7 ### ###-##-##'`, '+7 495 123-00-05'],
      ['a function', `(number) => 'call ' + number.did`, 'call +74951230005'],
    ])('format: by %s, in texts and not in links', async (_, format, wanted) => {
      await open(`<a id="number" href="tel:84951112233"><b>8 (495)</b> 111-22-33</a>
        <script>leaseline('format', ${format})</script>`);
      await soon(() => text()).toBe(wanted);
      expect(await bed.ask(`document.querySelector('a').getAttribute('href')`)).toBe('tel:84951230005');
    });

    it('swap: in a closed shadow root', async () => {
      await open(NUMBER);
      await soon(() => text()).toBe(LENT);
      await bed.ask(`{
        const host = document.body.appendChild(document.createElement('div'));
        window.root = host.attachShadow({ mode: 'closed' });
        root.innerHTML = '<p>${PRINTED}</p>';
        leaseline('swap', root);
      }`);
      await soon(() => bed.ask('root.textContent')).toBe(LENT);
      await bed.ask(`root.innerHTML = '<i>${PRINTED}</i>'`);
      await soon(() => bed.ask('root.textContent')).toBe(LENT);
    });

    it('identify: later, and the server is told', async () => {
      await open(NUMBER);
      await soon(() => text()).toBe(LENT);
      await bed.ask(`leaseline('identify', 'user-17')`);
      await soon(() => server.leases().at(-1)?.ids?.user).toBe('user-17');
    });

    it('tells of a tap on the number', async () => {
      await open(`<a id="number" href="tel:84951112233">${PRINTED}</a>
        <script>document.addEventListener('leaseline:intent', ({ detail }) => { window.intent = detail.numbers[0].did });
        addEventListener('click', (event) => event.preventDefault());</script>`);
      await soon(() => text()).toBe(LENT);
      await bed.page.click('#number');
      await soon(() => bed.ask('window.intent')).toBe('+74951230005');
      await soon(() => server.reports()).toContain('intent');
    });

    it('tells of a long look at the number', async () => {
      await open(NUMBER);
      await soon(() => text()).toBe(LENT);
      await bed.page.hover('#number');
      await soon(() => server.reports()).toContain('intent');
    });
  });

  describe('consent', () => {
    it('anonymous: a number of their own, and nothing kept', async () => {
      await open(NUMBER, { settings: { consent: 'anonymous' } });
      await soon(() => text()).toBe(LENT);
      expect(server.leases()).toMatchObject([{ consent: 'anonymous' }]);
      expect(server.leases()[0]).not.toHaveProperty('ids');
      expect(await stored()).toEqual([]);
    });

    it('none: the printed number and no question, until the page says more', async () => {
      await open(NUMBER, { settings: { consent: 'none' } });
      expect(await bed.ask(`new Promise((ready) => leaseline('ready', ready))`)).toEqual({ numbers: [] });
      await bed.page.waitForTimeout(300);
      expect(server.heard).toEqual([]);
      expect(await stored()).toEqual([]);
      await bed.ask(`leaseline('consent', 'full')`);
      await soon(() => text()).toBe(LENT);
      expect(await stored()).toEqual(['leaseline:shop']);
    });

    it('taken back: the printed number, nothing kept, and the lease given back', async () => {
      await open(NUMBER);
      await soon(() => text()).toBe(LENT);
      await bed.ask(`leaseline('consent', 'none')`);
      await soon(() => server.releases()).toEqual([server.token]);
      expect(await text()).toBe(PRINTED);
      expect(await stored()).toEqual([]);
    });

    it('given on every page by a consent tool: the kept number is there again', async () => {
      const page = `<script>leaseline('consent', 'full')</script>${NUMBER}`;
      await open(page, { settings: { consent: 'none' } });
      await soon(() => text()).toBe(LENT);
      await open(page, { leaseStatus: 'reset' });
      await soon(() => text()).toBe(LENT);
    });

    it('Global Privacy Control means none where the owner honours it', async () => {
      await bed.context.addInitScript({
        content: `Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })`,
      });
      await open(NUMBER, { settings: { gpc: true } });
      await bed.page.waitForTimeout(300);
      expect(server.heard).toEqual([]);
      await open(NUMBER, { settings: {} });
      await soon(() => text()).toBe(LENT);
    });
  });

  describe('where the visit began', () => {
    it('is told with the first question, though that page had no number', async () => {
      await open('<a id="on" href="/next.html">On</a>');
      server.made = (url) => ({
        text: html('{{tag}}', url.startsWith('/next') ? NUMBER : '<a id="on" href="/next.html">On</a>'),
      });
      const landing = `${server.page('made')}?utm_source=yandex&yclid=7`;
      await bed.page.goto(landing, { referer: 'https://ya.ru/' });
      await bed.page.click('#on');
      await soon(() => text()).toBe(LENT);
      expect(server.leases()[0]?.page).toMatchObject({ url: landing, referrer: 'https://ya.ru/' });
      // Told once.
      await bed.page.reload();
      await soon(() => server.leases().length).toBe(2);
      expect(server.leases()[1]?.page?.url).toBe(server.page('next'));
    });

    it('is told by a late tag, though the page has another address by then', async () => {
      server.made = () => ({
        text: html(`<script>history.replaceState({}, '', '/clean')</script>`, `${NUMBER}{{injected}}`),
      });
      await bed.page.goto(`${server.page('made-injected')}?utm_source=yandex`);
      // The address of the API comes with the settings when the tag is injected; here the page's name no longer tells.
      await soon(() => server.leases()[0]?.page?.url).toBe(
        `${server.page('made-injected')}?utm_source=yandex`,
      );
    });

    it('a single-page application tells its new page soon', async () => {
      await open(NUMBER, { heartbeat_s: 600 });
      await soon(() => text()).toBe(LENT);
      await bed.ask(`history.pushState({}, '', '/catalogue'); document.body.append('Catalogue')`);
      await soon(() => server.heard.at(-1)?.body.page?.url).toMatch(/\/catalogue$/);
      expect(server.reports()).toEqual(['visible']);
    });
  });

  describe('tabs', () => {
    it('only the last one to close says that the visitor left', async () => {
      await open(NUMBER);
      await soon(() => text()).toBe(LENT);
      const other = await bed.context.newPage();
      await other.goto(server.page('made'));
      await soon(() => text('#number', other)).toBe(LENT);
      await other.goto('about:blank');
      await bed.page.waitForTimeout(300);
      expect(server.reports().filter((said) => said === 'left')).toEqual([]);
      await bed.page.goto('about:blank');
      await soon(() => server.reports().filter((said) => said === 'left')).toEqual(['left']);
    });

    it('one in the background shows what another was lent, and asks nothing', async () => {
      const hidden = await bed.context.newPage();
      await hidden.addInitScript({ content: 'probe.setHidden(true)' });
      server.made = () => ({ text: html('{{tag}}', NUMBER) });
      await hidden.goto(server.page('made'));
      await open(NUMBER);
      await soon(() => text()).toBe(LENT);
      await soon(() => text('#number', hidden)).toBe(LENT);
      expect(server.leases()).toHaveLength(1);
    });
  });

  describe('what the owner sets', () => {
    it('swaps a pool number in a cached page', async () => {
      const settings = { lent: [['+74951112233', '+74951230001-+74951230040', '+74951239999']] } as const;
      await open('<p id="number">8 (495) 123-00-17</p><p id="shared">+7 495 123-99-99</p>', {
        settings: settings as unknown as NonNullable<Behaviour['settings']>,
      });
      await soon(() => text()).toBe(LENT);
      expect(await text('#shared')).toBe('+7 495 123-00-05');
    });

    it('tells counters of the number once, and of a tap once', async () => {
      const page = `<a id="number" href="#">${PRINTED}</a>
        <script>window.dataLayer = []; window.told = [];
        window.gtag = (...words) => told.push(['gtag', ...words]); window.ym = (...words) => told.push(['ym', ...words]);</script>`;
      await open(page, { settings: { publish: ['dataLayer', 'gtag', 'ym:12345678'] } });
      await soon(() => text()).toBe(LENT);
      await bed.page.click('#number');
      await soon(() => bed.ask<unknown[]>('dataLayer')).toHaveLength(2);
      await bed.page.click('#number');
      await soon(() => server.reports().filter((said) => said === 'intent')).toHaveLength(2);
      expect(await bed.ask('dataLayer')).toEqual([
        { event: 'leaseline_number', leaseline_number: '+74951230005', leaseline_visit_code: 'К-4711' },
        { event: 'leaseline_intent', leaseline_number: '+74951230005', leaseline_visit_code: 'К-4711' },
      ]);
      expect(await bed.ask('told')).toEqual([
        ['gtag', 'event', 'leaseline_number', { leaseline_number: '+74951230005', visit_code: 'К-4711' }],
        ['ym', 12345678, 'params', { leaseline_number: '+74951230005' }],
        ['gtag', 'event', 'leaseline_intent', { leaseline_number: '+74951230005', visit_code: 'К-4711' }],
        ['ym', 12345678, 'reachGoal', 'leaseline_intent'],
      ]);
    });

    it('shows the number in chosen elements and beside pictures, and takes it back', async () => {
      const body = `<button id="call"><b>Call</b> me</button>
        <img class="phone" alt="" width="90" height="20" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
        <span class="other" data-leaseline-number="free">-</span>
        <div data-leaseline-ignore><img class="phone" alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></div>`;
      await open(body, {
        settings: { selectors: ['#call', 'img.phone', '.other'], names: { free: '+78005553535' } },
      });
      await soon(() => text('#call')).toBe(LENT);
      expect(await text('.leaseline-number-text')).toBe(LENT);
      await soon(() => text('.other')).toMatch(/123-00-06$/);
      expect(await bed.ask(`getComputedStyle(document.querySelector('.phone')).display`)).toBe('none');
      expect(await bed.ask(`document.querySelectorAll('.leaseline-number-text').length`)).toBe(1);
      await bed.ask(`document.body.insertAdjacentHTML('beforeend', '<i class="other late">-</i>')`);
      await soon(() => text('.late')).toBe(LENT);
      await bed.ask(`leaseline('consent', 'none')`);
      await soon(() => bed.ask(`document.querySelector('#call').innerHTML`)).toBe('<b>Call</b> me');
      expect(await bed.ask(`document.querySelectorAll('.leaseline-number-text').length`)).toBe(0);
      expect(await bed.ask(`getComputedStyle(document.querySelector('.phone')).display`)).not.toBe('none');
      expect(bed.noise).toEqual([]);
    });

    it('a selector that is none costs one line in the console', async () => {
      await open(NUMBER, { settings: { selectors: ['..'] } });
      await soon(() => text()).toBe(LENT);
      expect(bed.noise).toEqual([expect.stringMatching(/^debug leaseline:/)]);
    });

    it('comes by the loader, and still finds where it came from', async () => {
      await open(NUMBER, {}, `<script src="${server.api}/s/shop/loader.js"></script>`);
      await soon(() => text()).toBe(LENT);
      expect(bed.noise).toEqual([]);
    });

    it('swaps messenger links only if told to', async () => {
      const links = ['sms:+74951112233', 'https://wa.me/74951112233', 'viber://chat?number=%2B74951112233'];
      const body = NUMBER + links.map((link) => `<a class="link" href="${link}">Write</a>`).join('');
      const hrefs = () =>
        bed.ask(`[...document.querySelectorAll('.link')].map((link) => link.getAttribute('href'))`);
      await open(body);
      await soon(() => text()).toBe(LENT);
      expect(await hrefs()).toEqual(links);
      await open(body, { settings: { messengers: true } });
      await soon(hrefs).toEqual(links.map((link) => link.replace('1112233', '1230005')));
    });
  });
});
