// The programs that run in browsers, as `npm run build` made them, for the composition root.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SiteSnippets } from './adapters/http/site-snippets.ts';
import type { Config } from './config/config.ts';
import { lentNumbers } from './services/lent-numbers.ts';
import type { NumberingSource } from './services/numbering.ts';

/** dist/, where they are built to; this file runs from dist/ or, in tests, from src/. */
const BUILT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', 'dist');
const MONITOR = path.join(BUILT, 'monitor');

export function openSnippets({ publicUrl, country }: Config, numbering: NumberingSource): SiteSnippets {
  const built = (file: string) => readFileSync(path.join(BUILT, 'snippet', file), 'utf8');
  return new SiteSnippets({
    template: built('leaseline.js'),
    map: built('leaseline.js.map'),
    parts: { publish: built('publish.js'), selectors: built('selectors.js') },
    publicUrl,
    country,
    defer: () => numbering.current.defer,
    lent: (site) => lentNumbers(numbering.current, site),
  });
}

/** Null when the monitor was not built. */
export function monitorFolder(): string | null {
  return existsSync(MONITOR) ? MONITOR : null;
}
