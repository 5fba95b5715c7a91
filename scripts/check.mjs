// `npm run check`: everything that can be said about the code without running it. All steps run; one failing fails it.
import { root, setUp, tool } from './setup.mjs';

const STEPS = [
  ['lint and format', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']],
  ['types: server, tests, benches', 'typescript/bin/tsc', ['--noEmit']],
  ['types: snippet', 'typescript/bin/tsc', ['--noEmit', '-p', 'snippet']],
  ['types: monitor', 'typescript/bin/tsc', ['--noEmit', '-p', 'monitor']],
  ['types: monitor build', 'typescript/bin/tsc', ['--noEmit', '-p', 'monitor/tsconfig.node.json']],
  ['types: browser tests', 'typescript/bin/tsc', ['--noEmit', '-p', 'test/browser']],
  [
    'import rules',
    'dependency-cruiser/bin/dependency-cruise.mjs',
    ['src', 'snippet', 'monitor', '--config', '.dependency-cruiser.cjs'],
  ],
  ['unused files, exports and dependencies', 'knip/bin/knip.js', []],
];

setUp();
const failed = [];
for (const [name, command, args] of STEPS) {
  console.log(`\n== ${name}`);
  try {
    tool(command, args, { cwd: root });
  } catch {
    failed.push(name);
  }
}
console.log(failed.length === 0 ? '\nAll checks pass.' : `\nFailed: ${failed.join('; ')}`);
process.exit(failed.length === 0 ? 0 : 1);
