// A component that writes the printed number back, again and again: the page stays alive, and the number comes to rest.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readRig } from '../system/support/read-rig.ts';
import { PROBE, SnippetBed } from './fixtures/snippet-bed.ts';

const LENT = '8 (495) 123-00-05';
const PRINTED = '8 (495) 111-22-33';

describe.skipIf(readRig().chromium === null)('a component that rewrites the number', () => {
  const bed = new SnippetBed();

  beforeAll(() => bed.start());
  afterAll(() => bed.stop());
  beforeEach(async () => {
    bed.server.made = () => ({
      text: `<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Shop</title>{{tag}}</head>
        <body><p id="place">${PRINTED}</p><p id="other">8 495 111-22-33</p><button type="button" id="more" onclick="this.textContent++">0</button></body></html>`,
    });
    await bed.newVisitor(PROBE);
    await bed.page.goto(bed.server.page('tug'));
    await reads('#place', LENT);
    await bed.ask(`{
      window.place = document.querySelector('#place');
      window.writes = 0;
      // What a visitor sees: the number at each paint, and how often it was another than at the last.
      window.flips = 0;
      let seen = place.textContent;
      (function look() {
        requestAnimationFrame(look);
        const channel = new MessageChannel();
        // After this frame's paint.
        channel.port1.onmessage = () => {
          if (place.textContent !== seen) flips++;
          seen = place.textContent;
        };
        channel.port2.postMessage(0);
      })();
    }`);
  });

  const reads = (selector: string, text: string) =>
    expect.poll(() => bed.page.textContent(selector), { timeout: 15_000, interval: 50 }).toBe(text);

  /** The page still answers, its other numbers are swapped, and nothing was said. */
  async function isAlive(): Promise<void> {
    await bed.page.click('#more');
    expect(await bed.page.textContent('#more')).toBe('1');
    await bed.ask(`document.querySelector('#other').textContent = '+7 495 111 22 33'`);
    await reads('#other', '+7 495 123 00 05');
    expect(bed.noise).toEqual([]);
  }

  it('100 times at once: one rewrite, and the lent number stands', async () => {
    await bed.ask(`for (; writes < 100; writes++) place.textContent = '${PRINTED}'`);
    await reads('#place', LENT);
    expect(await bed.ask<number>('flips')).toBeLessThanOrEqual(2);
    await isAlive();
  });

  it('100 times, once a frame: the lent number stands in the end', async () => {
    await bed.ask(`(function write() {
      place.textContent = '${PRINTED}';
      if (++writes < 100) requestAnimationFrame(write);
    })()`);
    await expect.poll(() => bed.ask('writes'), { timeout: 15_000 }).toBe(100);
    await reads('#place', LENT);
    expect(await bed.ask<number>('flips')).toBeLessThanOrEqual(8);
    await isAlive();
  });

  it('100 times, five whenever its observer sees another: the lent number stands in the end', async () => {
    await bed.ask(`{
      const observer = new MutationObserver(() => {
        if (place.textContent === '${PRINTED}' || writes >= 100) return;
        for (let more = 0; more < 5; more++, writes++) place.textContent = '${PRINTED}';
      });
      observer.observe(place, { childList: true, characterData: true, subtree: true });
      place.textContent = '${PRINTED}';
    }`);
    await expect.poll(() => bed.ask('writes'), { timeout: 15_000 }).toBe(100);
    await reads('#place', LENT);
    expect(await bed.ask<number>('flips')).toBeLessThanOrEqual(3);
    await isAlive();
  });

  it('100 times, its whole tree anew: the lent number stands in the end', async () => {
    await bed.ask(`{
      const timer = setInterval(() => {
        place.innerHTML = '<b><i>${PRINTED}</i></b>';
        if (++writes >= 100) clearInterval(timer);
      });
    }`);
    await expect.poll(() => bed.ask('writes'), { timeout: 15_000 }).toBe(100);
    await reads('#place', LENT);
    await isAlive();
  });

  it.each([
    [
      'in each frame',
      `(function write() { place.textContent = '${PRINTED}'; writes++; requestAnimationFrame(write); })()`,
    ],
    [
      'in an observer of its own',
      `new MutationObserver(() => {
        if (place.textContent !== '${PRINTED}') { writes++; place.textContent = '${PRINTED}'; }
      }).observe(place, { childList: true, characterData: true, subtree: true });
      place.textContent = '${PRINTED}';`,
    ],
  ])('without end, %s: the page has its way, the number does not flicker', async (_, insist) => {
    await bed.ask(`{ ${insist} }`);
    await bed.page.waitForTimeout(1_500);
    const before = await bed.ask<number>('flips');
    await bed.page.waitForTimeout(4_000);
    // Not once a second: a visitor would see it.
    expect((await bed.ask<number>('flips')) - before).toBeLessThanOrEqual(2);
    await isAlive();
  });
});
