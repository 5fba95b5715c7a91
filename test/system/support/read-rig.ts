// What scripts/rig.mjs found on this machine. Apart from rig.ts so that programs outside vitest can start a bed too.
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export interface Rig {
  asterisk: { root: string; version: string } | null;
  /** Path of the SIPp program. */
  sipp: string | null;
  chromium: string | null;
  /** One line each: what is missing and why. */
  skipped: string[];
}

/** An empty rig when scripts/rig.mjs never ran. */
export function readRig(): Rig {
  const cache = resolve(process.env.LEASELINE_CACHE ?? join(homedir(), '.cache', 'leaseline'));
  try {
    return JSON.parse(readFileSync(join(cache, 'rig.json'), 'utf8')) as Rig;
  } catch {
    const skipped = ['the rig was not prepared: run `node scripts/rig.mjs`'];
    return { asterisk: null, sipp: null, chromium: null, skipped };
  }
}
