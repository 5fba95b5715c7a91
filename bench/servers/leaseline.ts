// Leaseline itself with a pool too large to run dry, on a database file of its own.
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createApp } from '../../src/app.ts';
import { benchConfig } from '../bench-config.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'leaseline-bench-'));
const log = {
  info() {},
  warn() {},
  error: (details: object, message: string) => console.error(message, details),
};
const app = await createApp(benchConfig({ folder, numbers: 100_000 }), { log });
const { port } = await app.start();
console.log(JSON.stringify({ port }));
