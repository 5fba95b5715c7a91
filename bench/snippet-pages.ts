// The swap script on large pages, in Chromium: its longest turn on the main thread, and all its turns together.
import { largePage } from '../test/browser/fixtures/large-page.ts';
import { type LoadTurns, traceLoads } from '../test/browser/fixtures/long-turns.ts';
import { PROBE_OF_NOTHING, SnippetBed } from '../test/browser/fixtures/snippet-bed.ts';
import { readRig } from '../test/system/support/read-rig.ts';
import { median, row } from './statistics.ts';

const LOADS = 5;
/** The longest turn that was promised (ms), by nodes of the page; on a quiet machine. */
const BOUNDS = new Map([
  [5_000, 20],
  [50_000, 60],
]);
/** Where the tag stands: in the head, and at the end of the body. */
const PLACES: Record<string, [head: string, end?: string]> = {
  none: [''],
  head: ['{{tag}}'],
  end: ['', '{{tag}}'],
  async: ['{{async}}'],
  defer: ['{{defer}}'],
  injected: ['{{injected}}'],
};
const SWAPPED = `document.querySelector('#end')?.textContent === '8 (495) 123-00-05'`;

export async function snippetPages(): Promise<void> {
  if (readRig().chromium === null) return console.log('SKIPPED: no Chromium: run `npm test` once');
  const bed = new SnippetBed();
  await bed.start();
  try {
    console.log(
      `Medians of ${LOADS} loads, ms. cpu: processor time; clock: with whatever else the machine did.`,
    );
    console.log(
      row('nodes, tag, visit', 'longest cpu', 'bound', 'longest clock', 'all cpu', 'page task cpu'),
    );
    for (const [nodes, bound] of BOUNDS) {
      for (const place of Object.keys(PLACES)) await measure(bed, nodes, place, bound);
    }
  } finally {
    await bed.stop();
  }
}

async function measure(bed: SnippetBed, nodes: number, place: string, bound: number): Promise<void> {
  const tags = PLACES[place] ?? [''];
  const text = largePage(nodes, ...tags);
  bed.server.made = () => ({ text });
  const urls = Array.from({ length: LOADS }, (_, load) => `${bed.server.page(`large-${place}`)}?${load}`);
  const load = async (url: string) => {
    await bed.page.goto(url);
    await (tags.join('') ? bed.page.waitForFunction(SWAPPED) : bed.page.waitForTimeout(300));
  };
  const first = await traceLoads(bed.browser, urls, async (url) => {
    await bed.newVisitor(PROBE_OF_NOTHING);
    await load(url);
  });
  const kept = await traceLoads(bed.browser, urls, load);
  for (const [visit, loads] of Object.entries({ first, kept })) {
    const figure = (of: keyof LoadTurns) => median(loads.map((load) => load[of]));
    const [cpu, ...others] = (['cpu', 'clock', 'total', 'task'] as const).map(figure);
    const verdict = cpu !== undefined && cpu <= bound ? `<= ${bound}` : `OVER ${bound}`;
    console.log(
      row(
        `${nodes}, ${place}, ${visit}`,
        cpu?.toFixed(1) ?? '',
        verdict,
        ...others.map((time) => time.toFixed(1)),
      ),
    );
  }
}
