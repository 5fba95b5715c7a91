// A page read in many turns, by a clock of the test's own: the same numbers come out, whatever happens between two of them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRig } from '../system/support/read-rig.ts';
import { largePage } from './fixtures/large-page.ts';
import { PROBE, SnippetBed } from './fixtures/snippet-bed.ts';

const soon = <T>(question: () => T) => expect.poll(question, { timeout: 20_000 });

const PRINTED = '8 (495) 111-22-33';
const LENT = '8 (495) 123-00-05';
/** What the clock of the page goes on by at each look (ms): so few elements are read in a turn of 8 ms. */
const STEP_MS = 3;
// A turn has four; another may begin before the next timer, by what the parser adds.
const MOST_LOOKS = 10;

/** A clock that goes by looks, and the looks that each later turn of the script took. */
const CLOCK = `{
  let now = 0;
  let looks = 0;
  window.turns = [];
  performance.now = () => { looks++; return (now += ${STEP_MS}); };
  const timeout = setTimeout;
  window.setTimeout = (work, ...rest) => timeout(() => {
    // With what our own writes were told to the observer, in microtasks after the turn.
    if (looks) turns.push(looks);
    looks = 0;
    work();
  }, ...rest);
}`;

/** The number in one piece, and split over nodes in two ways. */
const NUMBERS = `<p class="number">${PRINTED}</p><p class="number">8 <b>(495)</b> 111-<i>22-<u>33</u></i></p>
  <div><span class="number">8 (495) <em>111</em>-22-33</span> <a class="dial" href="tel:+74951112233">Call</a></div>`;

describe.skipIf(readRig().chromium === null)('a page that is read in many turns', () => {
  const bed = new SnippetBed();
  beforeAll(() => bed.start());
  afterAll(() => bed.stop());

  const page = (body: string, head = '{{tag}}') =>
    `<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Shop</title>${head}</head><body>${body}</body></html>`;
  async function open(text: string, clock = CLOCK): Promise<void> {
    await bed.newVisitor(PROBE);
    await bed.context.addInitScript({ content: clock });
    bed.server.made = () => ({ text });
    await bed.page.goto(bed.server.page('made'));
  }
  const texts = () =>
    bed.ask<string[]>(
      `[...new Set(Array.from(document.querySelectorAll('.number'), (place) => place.textContent))]`,
    );
  const links = () =>
    bed.ask<string[]>(
      `[...new Set(Array.from(document.querySelectorAll('.dial'), (link) => link.getAttribute('href')))]`,
    );
  const all = (times: number) => Array.from({ length: times }, () => NUMBERS).join('');

  it.each(['{{tag}}', '{{async}}', '{{defer}}', '{{injected}}'])(
    'few elements a turn, and no number is cut: %s',
    async (tag) => {
      await open(page(all(25), tag));
      await soon(texts).toEqual([LENT]);
      await soon(links).toEqual(['tel:+74951230005']);
      const turns = await bed.ask<number[]>('turns');
      expect(turns.length).toBeGreaterThan(20);
      expect(Math.max(...turns)).toBeLessThanOrEqual(MOST_LOOKS);
      // Asked once, when all was read.
      expect(bed.server.leases()).toHaveLength(1);
      expect(bed.noise).toEqual([]);
    },
  );

  it('of 2,000 nodes: the numbers of others stay', async () => {
    await open(largePage(2_000, '{{async}}'));
    await soon(() => bed.page.textContent('#end')).toBe(LENT);
    const text = await bed.ask<string>('document.body.textContent');
    expect(text).not.toContain(PRINTED);
    expect(text.split(LENT).length - 1).toBe(5);
    expect(text.split('8 (812)').length - 1).toBe(96);
    expect(bed.noise).toEqual([]);
  });

  it('and changed meanwhile: what is moved, taken out and put in is right in the end', async () => {
    await open(page(`${all(40)}<section></section>`, '{{async}}'));
    await bed.ask(`{
      const section = document.querySelector('section');
      const places = [...document.querySelectorAll('.number')];
      places.forEach((place, at) => {
        if (at % 3 === 0) section.append(place);
        else if (at % 3 === 1) place.remove();
      });
      section.insertAdjacentHTML('beforeend', ${JSON.stringify(NUMBERS)});
      document.querySelector('b')?.replaceChildren('(495)');
    }`);
    await soon(texts).toEqual([LENT]);
    await soon(links).toEqual(['tel:+74951230005']);
    expect(bed.noise).toEqual([]);
  });

  it('and taken back before the end: no lent number is left', async () => {
    await open(page(all(25), '{{async}}'));
    await soon(async () => (await texts()).includes(LENT)).toBe(true);
    await bed.ask(`leaseline('consent', 'none')`);
    await soon(texts).toEqual([PRINTED]);
    await soon(links).toEqual(['tel:+74951112233']);
    expect(bed.server.releases()).toHaveLength(1);
  });

  it('takes the number back in a closed shadow root, too', async () => {
    await open(page(`<p class="number">${PRINTED}</p><div id="host"></div>`));
    await soon(texts).toEqual([LENT]);
    await bed.ask(`{
      window.root = document.querySelector('#host').attachShadow({ mode: 'closed' });
      root.innerHTML = ${JSON.stringify(NUMBERS)};
      leaseline('swap', root);
    }`);
    const inside = () => bed.ask<string>(`root.querySelector('span').textContent`);
    await soon(inside).toBe(LENT);
    await bed.ask(`leaseline('consent', 'none')`);
    await soon(inside).toBe(PRINTED);
  });

  it('a usual page is read in the script’s own turn: a kept number is there before anything else runs', async () => {
    const text = page(`${all(20)}{{tag}}<script>window.atOnce = document.body.textContent</script>`, '');
    await open(text, `performance.now = () => 0`);
    await soon(texts).toEqual([LENT]);
    await bed.page.reload();
    const atOnce = await bed.ask<string>('atOnce');
    expect(atOnce).not.toContain(PRINTED);
    expect(atOnce.split(LENT).length - 1).toBe(60);
  });
});
