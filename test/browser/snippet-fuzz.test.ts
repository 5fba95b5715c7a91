// Random texts, trees and changes in a real page: no number is invented, none is swapped twice, all comes back as it was.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRig } from '../system/support/read-rig.ts';
import { CORPUS_PROBE, SnippetBed } from './fixtures/snippet-bed.ts';

const PRINTED = '4951112233';
const LENT = '4951230005';

/** What numbers and what is around them are made of. */
const piece = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('8 (495) 111-22-33', '+7 495 111 22 33', '84951112233', '4951112233'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('8 (495) ', '111-22-33', '495', '111', '22', '33', '8', '+7', '7'),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ' ',
      '-',
      '.',
      '(',
      ')',
      '\u00a0',
      '\u00ad',
      '\u200b',
      '–',
      ',',
      '/',
      '+',
      '\n',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('тел.', 'order ', 'x', '₽', '8 (495) 123-00-05', '8 (812) 111-22-33'),
  },
  { weight: 1, arbitrary: fc.nat(99999).map(String) },
);
const text = fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join(''));

type Tree = string | { tag: string; inner: Tree[] };
const tree = fc.letrec<{ node: Tree; element: Tree }>((tie) => ({
  element: fc.record({
    tag: fc.constantFrom(
      'p',
      'div',
      'span',
      'b',
      'i',
      'a',
      'li',
      'td',
      'code',
      'textarea',
      'x-y',
      'br',
      'svg',
      'button',
    ),
    inner: fc.array(tie('node'), { maxLength: 4, depthIdentifier: 'tree' }),
  }),
  node: fc.oneof({ depthIdentifier: 'tree', maxDepth: 4 }, text, tie('element')),
}));

/**
 * What the page does to the n-th of its nodes, counted around. It does not cut in two a text that was rewritten: of the
 * second half nobody would know any more what it had been.
 */
const change = fc.record({
  how: fc.constantFrom('data', 'remove', 'append', 'normalize', 'replace', 'move', 'title', 'html'),
  which: fc.nat(50),
  text,
});

/**
 * Where `after` is another than `before`, digit by digit, it is a whole printed number that became the lent one (or back).
 * Nothing but digits may have changed.
 */
function invented(before: string, after: string): string | null {
  if (before.length !== after.length || before.replace(/\d/g, '0') !== after.replace(/\d/g, '0'))
    return `other text: ${JSON.stringify(before)} became ${JSON.stringify(after)}`;
  const was = before.replace(/\D/g, '');
  const is = after.replace(/\D/g, '');
  // Each place where the printed number was and the lent one is.
  const allowed = new Set<number>();
  for (let at = was.indexOf(PRINTED); at >= 0; at = was.indexOf(PRINTED, at + 1))
    if (is.startsWith(LENT, at)) for (let digit = 0; digit < LENT.length; digit++) allowed.add(at + digit);
  for (let at = 0; at < was.length; at++)
    if (was[at] !== is[at] && !allowed.has(at))
      return `another number: ${JSON.stringify(before)} became ${JSON.stringify(after)}`;
  return null;
}

const IN_PAGE = `
  window.fuzz = {
    heard: 0,
    build(tree) {
      if (typeof tree === 'string') return document.createTextNode(tree);
      const element = document.createElement(tree.tag);
      element.addEventListener('fuzz', () => fuzz.heard++);
      for (const inner of tree.inner) element.append(fuzz.build(inner));
      return element;
    },
    /** Twice the same tree: one where the script sees it, and one where it does not. */
    set(tree) {
      fuzz.seen = document.querySelector('#seen');
      fuzz.own = document.createElement('div');
      fuzz.seen.replaceChildren(fuzz.build(tree));
      fuzz.own.replaceChildren(fuzz.build(tree));
    },
    nodes(root) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_ALL);
      const nodes = [];
      while (walker.nextNode()) nodes.push(walker.currentNode);
      return nodes;
    },
    change({ how, which, text }, root) {
      const nodes = fuzz.nodes(root);
      const node = nodes[which % nodes.length];
      if (!node) return;
      const other = nodes[(which * 7) % nodes.length];
      if (how === 'data') { if (node.nodeType === 3) node.data = text; else node.setAttribute('title', text); }
      else if (how === 'remove') node.remove();
      else if (how === 'append') { if (node.nodeType === 1) node.append(text); }
      else if (how === 'normalize') root.normalize();
      else if (how === 'replace') node.replaceWith(fuzz.build({ tag: 'span', inner: [text] }));
      else if (how === 'move') { if (node !== other && !other.contains(node) && !node.contains(other)) other.after(node); }
      else if (how === 'title') { if (node.nodeType === 1) node.setAttribute('aria-label', text); }
      else if (node.nodeType === 1) node.innerHTML = '<b>' + text + '</b>';
    },
    /** All texts and attributes, in order; texts side by side are one. */
    values: (root) => fuzz.nodes(root).flatMap((node) => {
      if (node.nodeType === 1) return [node.localName, ...Array.from(node.attributes, ({ name, value }) => name + '=' + value), '' + (node.value ?? '')];
      if (node.previousSibling?.nodeType === 3) return [];
      let text = '';
      for (let next = node; next?.nodeType === 3; next = next.nextSibling) text += next.data;
      return ['#text ' + text];
    }),
    /** How many elements the page made hear, where the script looks and where it does not. */
    hear: () => [fuzz.seen, fuzz.own].map((root) => {
      fuzz.heard = 0;
      for (const node of fuzz.nodes(root)) node.dispatchEvent(new Event('fuzz'));
      return fuzz.heard;
    }),
    /** After the script had its turn. */
    async state() {
      await new Promise((done) => setTimeout(done));
      return { own: fuzz.values(fuzz.own), seen: fuzz.values(fuzz.seen), heard: fuzz.hear() };
    },
  };`;

describe.skipIf(readRig().chromium === null)('whatever is on the page', () => {
  const bed = new SnippetBed();
  beforeAll(async () => {
    await bed.start();
    bed.server.made = () => ({
      text: `<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Fuzz</title>{{tag}}</head>
        <body><p id="first">8 495 111 22 33</p><div id="seen"></div></body></html>`,
    });
  });
  afterAll(() => bed.stop());

  async function open(): Promise<void> {
    await bed.newVisitor(CORPUS_PROBE);
    await bed.page.goto(bed.server.page('fuzz'));
    await bed.ask(IN_PAGE);
    await lent();
  }
  const first = () => bed.page.textContent('#first');
  const lent = () => expect.poll(first, { timeout: 15_000, interval: 20 }).toBe('8 495 123 00 05');

  interface State {
    own: string[];
    seen: string[];
    heard: [number, number];
  }

  /** Does something in the page and, when the script had its turn, compares what it saw with the twin it did not. */
  async function after(work: string): Promise<State> {
    const state = await bed.ask<State>(`{ ${work} } fuzz.state()`);
    expect(state.heard[0]).toBe(state.heard[1]);
    expect(state.seen.length).toBe(state.own.length);
    // A number may be spread over several texts.
    const fault = invented(state.own.join('\u0000'), state.seen.join('\u0000'));
    if (fault) throw new Error(fault);
    return state;
  }
  const set = (tree: Tree) => after(`fuzz.set(${JSON.stringify(tree)})`);

  it('no number is invented, and a second look changes nothing', { timeout: 120_000 }, async () => {
    await open();
    await fc.assert(
      fc.asyncProperty(tree.element, fc.array(change, { maxLength: 6 }), async (tree, changes) => {
        const once = await set(tree);
        expect((await after('leaseline("swap", document);')).seen).toEqual(once.seen);
        for (const change of changes) {
          await after(
            `for (const root of [fuzz.seen, fuzz.own]) fuzz.change(${JSON.stringify(change)}, root);`,
          );
        }
      }),
      { numRuns: 150, endOnFailure: false },
    );
    expect(bed.noise).toEqual([]);
  });

  it('each text comes back as it was when the number is taken back', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(tree.element, { minLength: 10, maxLength: 30 }), async (trees) => {
        await open();
        await set({ tag: 'div', inner: trees });
        // Nobody is lent anything any more.
        await bed.ask(`leaseline('consent', 'none')`);
        await expect.poll(first, { timeout: 15_000, interval: 20 }).toBe('8 495 111 22 33');
        const { own, seen } = await bed.ask<State>('fuzz.state()');
        // Where the page itself wrote the lent number, it stood for the printed one, too.
        const printed = (values: string[]) =>
          values.map((value) => value.replaceAll('8 (495) 123-00-05', '8 (495) 111-22-33'));
        expect(printed(seen)).toEqual(printed(own));
      }),
      { numRuns: 10 },
    );
    expect(bed.noise).toEqual([]);
  });
});
