// Configuration given as text, for tests: written to a folder of its own and loaded.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import type { Environment } from '../../src/config/environment.ts';
import { formatFault } from '../../src/config/fault.ts';
import { type Loaded, loadConfig } from '../../src/config/load.ts';

export const folder = mkdtempSync(join(tmpdir(), 'leaseline-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The least that starts without a fault and without a warning. */
export const SMALL = `
country: RU
asterisk: [{ name: office, ami: { username: leaseline, secret: s3cret } }]
pools: [{ id: moscow, numbers: ["+74951230001"], overflow: "+74951239999" }]
sites: [{ id: shop, origins: ["https://shop.example.ru"], replace: ["+74951112233"], pools: [moscow] }]
users: [{ name: script, role: operator, token: 0123456789abcdef0123456789abcdef }]
`;

/** One change to SMALL and what `check` then says. Without a replacement the text is added at the end, on line 7. */
export type Case = readonly [find: string, put: string | null, said: readonly string[]];

export function changed(find: string, put: string | null): string {
  if (put === null) return `${SMALL}${find}\n`;
  if (!SMALL.includes(find)) throw new Error(`the small file has no ${find}`);
  return SMALL.replace(find, () => put);
}

export function writeFile(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

export function load(text: string, environment: Environment = {}): Loaded {
  return loadConfig(writeFile('leaseline.yaml', text), environment);
}

/** The config of a text that must be sound. */
export function configOf(text: string, environment: Environment = {}): Config {
  const loaded = load(text, environment);
  if (!loaded.ok) throw new Error(loaded.faults.map((fault) => formatFault('', fault)).join('\n'));
  return loaded.config;
}

/** The faults of a text, as `check` prints them but without the file's name. */
export function faultsOf(text: string, environment: Environment = {}): string[] {
  const loaded = load(text, environment);
  return loaded.ok ? [] : loaded.faults.map((fault) => formatFault('', fault).replace(/^: ?/, ''));
}

export function warningsOf(text: string, environment: Environment = {}): string[] {
  const loaded = load(text, environment);
  if (!loaded.ok) throw new Error(loaded.faults.map((fault) => formatFault('', fault)).join('\n'));
  return loaded.warnings.map((warning) => formatFault('', warning).replace(/^: ?/, ''));
}
