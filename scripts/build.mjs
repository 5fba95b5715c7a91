// Builds all that runs: the server (dist/), the snippet (dist/snippet) and the monitor (dist/monitor).
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { root, run, setUp, tool } from './setup.mjs';

const SOURCES = [
  'src',
  'snippet',
  'monitor',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'scripts/build.mjs',
];
const BUILT = path.join(root, 'dist', '.built-from');

/** Builds unless dist/ was built from these very sources. */
export function build() {
  const wanted = digest();
  if (existsSync(BUILT) && readFileSync(BUILT, 'utf8') === wanted) return;
  console.log('Leaseline: building...');
  rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  tool('typescript/bin/tsc', ['-p', 'tsconfig.build.json']);
  run(process.execPath, ['scripts/build-snippet.mjs']);
  tool('vite/bin/vite.js', ['build', '--config', 'monitor/vite.config.ts', '--logLevel', 'warn']);
  writeFileSync(BUILT, wanted);
}

function digest() {
  const hash = createHash('sha256');
  for (const source of SOURCES) addTo(hash, path.join(root, source));
  return hash.digest('hex');
}

function addTo(hash, file) {
  const entries = (() => {
    try {
      return readdirSync(file).sort();
    } catch {
      return null;
    }
  })();
  if (entries) for (const entry of entries) addTo(hash, path.join(file, entry));
  else hash.update(file).update(readFileSync(file));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  setUp();
  build();
}
