// The swap script on large pages, in Chromium: its longest turn on the main thread, and all its turns together.
import { largePage } from '../test/browser/fixtures/large-page.ts';
import { traceLoads } from '../test/browser/fixtures/long-turns.ts';
import { PROBE_OF_NOTHING, SnippetBed } from '../test/browser/fixtures/snippet-bed.ts';
import { readRig } from '../test/system/support/read-rig.ts';
import { median, row } from './statistics.ts';

const LOADS = 5;
const SWAPPED = `document.querySelector('#end')?.textContent === '8 (495) 123-00-05'`;

export async function snippetPages(): Promise<void> {
  if (readRig().chromium === null) return console.log('SKIPPED: no Chromium: run `npm test` once');
  const bed = new SnippetBed();
  await bed.start();
  try {
    console.log(
      `Medians of ${LOADS} loads, ms. cpu: processor time; clock: with whatever else the machine did.`,
    );
    console.log(row('nodes, tag, visit', 'longest cpu', 'longest clock', 'all cpu', 'page task cpu'));
    for (const nodes of [5_000, 50_000]) {
      for (const tag of ['', '{{tag}}', '{{async}}', '{{defer}}']) await measure(bed, nodes, tag);
    }
  } finally {
    await bed.stop();
  }
}

async function measure(bed: SnippetBed, nodes: number, tag: string): Promise<void> {
  const text = largePage(nodes, tag);
  bed.server.made = () => ({ text });
  const urls = Array.from({ length: LOADS }, (_, load) => `${bed.server.page('large')}?${load}`);
  const load = async (url: string) => {
    await bed.page.goto(url);
    await (tag ? bed.page.waitForFunction(SWAPPED) : bed.page.waitForTimeout(300));
  };
  const first = await traceLoads(bed.browser, urls, async (url) => {
    await bed.newVisitor(PROBE_OF_NOTHING);
    await load(url);
  });
  const kept = await traceLoads(bed.browser, urls, load);
  for (const [visit, loads] of Object.entries({ first, kept })) {
    const figures = (['cpu', 'clock', 'total', 'task'] as const).map((of) =>
      median(loads.map((load) => load[of])).toFixed(1),
    );
    console.log(row(`${nodes}, ${tag.replace(/\W/g, '') || 'no script'}, ${visit}`, ...figures));
  }
}
