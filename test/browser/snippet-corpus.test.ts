// A corpus of pages in a real Chromium: each number swapped in its own format, and not a byte of anything else.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRig } from '../system/support/read-rig.ts';
import { abroad } from './fixtures/corpus/abroad.ts';
import { decoys } from './fixtures/corpus/decoys.ts';
import { type Fixture, sent, wanted } from './fixtures/corpus/fixture.ts';
import { places } from './fixtures/corpus/places.ts';
import { wholePages } from './fixtures/corpus/whole-pages.ts';
import { writings } from './fixtures/corpus/writings.ts';
import type { MadePage } from './fixtures/fake-visitor-api.ts';
import { CORPUS_PROBE, SnippetBed } from './fixtures/snippet-bed.ts';

const CORPUS: Record<string, Fixture[]> = { writings, places, decoys, abroad, 'whole pages': wholePages };
const NONCE = 'c29ycnk';

describe.skipIf(readRig().chromium === null)('the corpus', () => {
  const bed = new SnippetBed();
  const { server } = bed;
  const site = () => server.page('').replace('/.html', '');

  beforeAll(async () => {
    await bed.start();
    await bed.newVisitor(CORPUS_PROBE);
  });
  afterAll(() => bed.stop());

  it('has at least 60 pages, each of its own name', () => {
    const names = Object.values(CORPUS)
      .flat()
      .map(({ name }) => name);
    expect(names.length).toBeGreaterThanOrEqual(60);
    expect(new Set(names).size).toBe(names.length);
  });

  /** As a tag manager does it, when all else is done. */
  const injected = () => `<script>addEventListener('load', () => setTimeout(() => {
    const tag = document.createElement('script');
    tag.async = true;
    tag.src = '${server.api}/s/shop.js';
    const first = document.getElementsByTagName('script')[0];
    first.parentNode.insertBefore(tag, first);
  }, 100));</script>`;

  /** The page as it is sent, or as it shall be; its own scripts may run under a policy. */
  function serve({ text, type, frames = {} }: Fixture): void {
    server.made = (url): MadePage | undefined => {
      const [path = '', query] = url.split('?');
      const page = path === '/corpus' ? text : frames[path];
      if (page === undefined) return undefined;
      const isWanted = query === 'wanted' || server.snippetMissing;
      return {
        text: (isWanted ? wanted(page) : sent(page))
          .replace('{{injected}}', injected())
          .replace(/<script/gi, `<script nonce="${NONCE}"`),
        ...(type !== undefined && path === '/corpus' && { type }),
      };
    };
  }

  /** Whether the page is as it shall be; else what it is. */
  async function compared(want: string): Promise<string> {
    let is = '';
    await expect
      .poll(
        async () => {
          is = await bed.ask<string>('corpus.snapshot()');
          return is === want;
        },
        { timeout: 5_000, interval: 20 },
      )
      .toBe(true)
      .catch(() => {});
    return is;
  }

  describe.each(Object.entries(CORPUS))('%s', (_, fixtures) => {
    it.each(fixtures)('$name', async (fixture) => {
      serve(fixture);
      server.reset({
        settings: { messengers: true, ...fixture.settings },
        ...(fixture.did && { did: fixture.did }),
      });

      // Without the script: what shall be, and what the page does by itself.
      server.snippetMissing = true;
      bed.noise = [];
      await bed.page.goto(`${site()}/corpus?wanted`);
      if (fixture.text.includes('data-writes')) await bed.ask('corpus.settled()');
      const want = await bed.ask<string>('corpus.snapshot()');
      const itsOwn = { noise: bed.noise, deaf: await bed.ask<number>('corpus.deaf()') };
      await bed.ask('localStorage.clear()');

      // Somebody's first page: one swap, when the answer comes.
      server.snippetMissing = false;
      bed.noise = [];
      await bed.page.goto(`${site()}/corpus`);
      expect(await compared(want)).toBe(want);
      await bed.ask('corpus.painted()');
      expect(await bed.ask<number>('corpus.layoutShift()')).toBe(0);
      expect(await bed.ask<number>('corpus.deaf()')).toBe(itsOwn.deaf);
      expect(bed.noise).toEqual(itsOwn.noise);
      expect(server.leases()).toHaveLength(1);

      // The next page, under a policy that allows the script's origin and the page's own scripts, nothing else.
      const trust = fixture.untrusted ? '' : "; require-trusted-types-for 'script'; trusted-types 'none'";
      server.behaviour.pageHeaders = {
        'content-security-policy': `default-src 'none'; style-src 'self' 'unsafe-inline'; img-src data:; frame-src 'self'; script-src 'nonce-${NONCE}' ${server.api}; connect-src ${server.api}${trust}`,
      };
      await bed.page.goto(`${site()}/corpus`);
      expect(await compared(want)).toBe(want);
      await bed.ask('corpus.painted()');
      expect(await bed.ask<number>('corpus.layoutShift()')).toBe(0);
      const violations = await bed.ask<string[]>('corpus.violations()');
      expect(violations.filter((violation) => violation.includes(server.api))).toEqual([]);
    });
  });
});
