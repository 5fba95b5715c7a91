// How large the swap script and its optional parts are, as a browser fetches them.
import { buildSnippet } from '../scripts/build-snippet.mjs';
import { row } from './statistics.ts';

/** The script's budget (bytes, brotli); `test/snippet/snippet-size.test.ts` holds it. */
const BUDGET = 4096;

export async function snippetSize(): Promise<void> {
  console.log(row('bytes', 'raw', 'gzip', 'brotli', 'of the budget'));
  for (const { name, raw, gzip, brotli } of await buildSnippet()) {
    const isScript = name === 'leaseline';
    const share = isScript ? `${((100 * brotli) / BUDGET).toFixed(0)} %` : 'optional';
    console.log(row(isScript ? 'the script' : `part: ${name}`, raw, gzip, brotli, share));
  }
  // Searched for in 2026: no vendor documents the size, and the bench asks nobody's server.
  console.log(
    'vendors: sizes of their scripts could not be had; none documents its own, and nothing is fetched here',
  );
}
