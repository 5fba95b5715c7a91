// Leaseline itself, as built, with a pool too large to run dry, on a database file of its own or that of a folder given.
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { NUMBERS } from '../answer-shape.ts';
import { benchConfig } from '../bench-config.ts';
import { underTest } from '../under-test.ts';

const folder = process.argv[2] ?? mkdtempSync(path.join(os.tmpdir(), 'leaseline-bench-'));
const log = {
  info() {},
  warn() {},
  error: (details: object, message: string) => console.error(message, details),
};
const built = path.join(import.meta.dirname, '..', '..', 'dist', 'app.js');
const { createApp } = (await import(built)) as typeof import('../../src/app.ts');
const app = await createApp(benchConfig({ folder, numbers: NUMBERS }), { log });
const { port } = await app.start();
underTest(port);
