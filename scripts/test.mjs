// `npm test`: sets everything up, real Asterisk, SIPp and Chromium included where it can, and runs all tests.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from './build.mjs';
import { provisionRig } from './rig.mjs';
import { root, setUp } from './setup.mjs';

setUp();
build();
const rig = await provisionRig({ log: (line) => console.log(line) });

const folder = mkdtempSync(path.join(os.tmpdir(), 'leaseline-test-'));
const report = path.join(folder, 'report.json');
const args = [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
];
const vitest = spawnSync(process.execPath, [path.join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
  cwd: root,
  stdio: 'inherit',
});
let counts = { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0 };
try {
  counts = JSON.parse(readFileSync(report, 'utf8'));
} catch {
  console.error('vitest wrote no report: the run itself failed.');
}
rmSync(folder, { recursive: true, force: true });

for (const reason of rig.skipped) console.log(`SKIPPED: ${reason}`);
// A suite that could not even be loaded counts as one failure.
const failed = Math.max(counts.numFailedTests, vitest.status === 0 ? 0 : 1);
const skipped = counts.numPendingTests > 0 ? `, ${counts.numPendingTests} skipped` : '';
console.log(`${counts.numPassedTests} passed, ${failed} failed${skipped}`);
process.exit(failed === 0 ? 0 : 1);
