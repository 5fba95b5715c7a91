// Runs the benches named on the command line, or all of them.
import { amiFuzz } from './ami-fuzz.ts';
import { amiParse } from './ami-parse.ts';
import { ariFuzz } from './ari-fuzz.ts';
import { boardPixels } from './board-pixels.ts';
import { callLatency } from './call-latency.ts';
import { durableLeases } from './durable-leases.ts';
import { poolOperations } from './pool-operations.ts';
import { reports } from './reports.ts';
import { seedDatabase } from './seed-database.ts';
import { snippetPages } from './snippet-pages.ts';
import { snippetSize } from './snippet-size.ts';

const BENCHES: Record<string, () => Promise<void>> = {
  'durable-leases': durableLeases,
  'call-latency': callLatency,
  'board-pixels': boardPixels,
  'ami-parse': amiParse,
  'ami-fuzz': amiFuzz,
  'ari-fuzz': ariFuzz,
  'pool-operations': poolOperations,
  reports,
  'snippet-pages': snippetPages,
  'snippet-size': snippetSize,
};

const names = process.argv.slice(2);
if (names[0] === 'seed-database') {
  if (names[1] === undefined) {
    console.error('name the file to write: npm run bench seed-database -- year.db');
    process.exit(2);
  }
  await seedDatabase(names[1]);
  process.exit(0);
}
for (const name of names.length > 0 ? names : Object.keys(BENCHES)) {
  const bench = BENCHES[name];
  if (!bench) {
    console.error(`no bench ${name}; there are: ${Object.keys(BENCHES).join(', ')}`);
    process.exit(2);
  }
  console.log(`\n== ${name}`);
  await bench();
}
