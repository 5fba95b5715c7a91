// `npm run demo`: from a fresh clone to a running demo with one command.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { build } from './build.mjs';
import { root, setUp } from './setup.mjs';

setUp();
build();
const demo = spawn(process.execPath, [path.join(root, 'dist', 'main.js'), 'demo', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => demo.kill(signal));
demo.on('exit', (code) => process.exit(code ?? 1));
