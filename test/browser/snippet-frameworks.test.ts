// Real frameworks beside the snippet: the numbers are swapped after each of their renderings, and they never notice.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRig } from '../system/support/read-rig.ts';
import { bundleClient, renderOnServer } from './fixtures/frameworks/bundle-app.ts';
import { PROBE, SnippetBed } from './fixtures/snippet-bed.ts';

/** Asks again until it is so: the machine may be busy. */
const soon = <T>(question: () => T) => expect.poll(question, { timeout: 5_000, interval: 20 });

/** Each state of the shop, and again the first. */
const STEPS = 6;

describe.skipIf(readRig().chromium === null)('a page made by', () => {
  const bed = new SnippetBed();
  const { server } = bed;

  beforeAll(() => bed.start());
  afterAll(() => bed.stop());

  /** @param markup what the server has rendered @param late the tag comes when the page has come to life */
  function serve(app: string, markup = '', late = false): void {
    server.made = (url) =>
      url.startsWith('/app.js')
        ? { text: app, type: 'text/javascript' }
        : {
            text: `<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Shop</title>${late ? '{{injected}}' : '{{tag}}'}</head>
              <body><div id="app">${markup}</div><p data-want="8 495 123 00 05">8 495 111 22 33</p><script src="/app.js"></script></body></html>`,
          };
  }

  async function swapped(): Promise<void> {
    const wants = () => bed.ask<{ want: string; is: string }[]>('probe.wants()');
    await soon(async () => (await wants()).filter(({ want, is }) => want !== is)).toEqual([]);
  }

  /** Renders anew again and again; the counter still counts. */
  async function worksOn(): Promise<void> {
    for (let step = 0; step < STEPS; step++) {
      await soon(() => bed.page.textContent('#next')).toBe(`Шаг ${step}`);
      await swapped();
      await bed.page.click('#more');
      await soon(() => bed.page.textContent('#more')).toBe(`Нажато ${step + 1}`);
      await swapped();
      await bed.page.click('#next');
    }
    await swapped();
  }

  describe.each(['react', 'vue', 'svelte', 'jquery', 'elements'])('%s', (framework) => {
    it('keeps lent numbers through all its renderings, and works on', async () => {
      serve(await bundleClient(`./${framework}-client.${framework === 'react' ? 'jsx' : 'js'}`));
      await bed.newVisitor(PROBE);
      await bed.page.goto(server.page('app'));
      await worksOn();
      // And from a kept lease: the numbers are there before the framework is.
      await bed.page.reload();
      await worksOn();
      expect(bed.noise).toEqual([]);
      expect(server.leases()).toHaveLength(2);
    });

    it('shows another office’s number whole, though only a part of its text changes', async () => {
      serve(await bundleClient(`./${framework}-client.${framework === 'react' ? 'jsx' : 'js'}`));
      await bed.newVisitor(PROBE);
      await bed.page.goto(server.page('app'));
      await swapped();
      for (let change = 0; change < 4; change++) {
        await bed.page.click('#office');
        await swapped();
      }
      expect(bed.noise).toEqual([]);
    });
  });

  describe.each(['react', 'vue', 'svelte'])('%s on the server first', (framework) => {
    const ending = framework === 'react' ? 'jsx' : 'js';

    it('comes to life without a mismatch when the answer comes after it', async () => {
      serve(
        await bundleClient(`./${framework}-client.${ending}`),
        await renderOnServer(`./${framework}-server.${ending}`),
      );
      await bed.newVisitor(PROBE, { leaseDelay: 1_000 });
      await bed.page.goto(server.page('app'));
      await bed.page.click('#more');
      await worksOnAfterOneClick();
      expect(bed.noise).toEqual([]);
    });

    it('comes to life without a mismatch beside a kept number, with the tag where the docs say', async () => {
      await visitTwice(true);
      expect(bed.noise).toEqual([]);
    });

    // The framework tells of a mismatch on the console: docs/website.md, "Install it".
    it('works on, though a kept number is there before it', () => visitTwice(false));

    async function visitTwice(late: boolean): Promise<void> {
      serve(
        await bundleClient(`./${framework}-client.${ending}`),
        await renderOnServer(`./${framework}-server.${ending}`),
        late,
      );
      await bed.newVisitor(PROBE);
      await bed.page.goto(server.page('app'));
      await swapped();
      await bed.page.reload();
      await bed.page.click('#more');
      await worksOnAfterOneClick();
    }

    async function worksOnAfterOneClick(): Promise<void> {
      await soon(() => bed.page.textContent('#more')).toBe('Нажато 1');
      await swapped();
      for (let step = 1; step < STEPS; step++) {
        await bed.page.click('#next');
        await soon(() => bed.page.textContent('#next')).toBe(`Шаг ${step}`);
        await swapped();
      }
      expect(await bed.page.textContent('#more')).toBe('Нажато 1');
    }
  });
});
