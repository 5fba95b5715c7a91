// What scripts/rig.mjs found on this machine. Apart from rig.ts so that programs outside vitest can start a bed too.
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Major versions of the rig's two Asterisks. */
export type AsteriskVersion = 22 | 16;

export interface AsteriskRoot {
  root: string;
  version: string;
}

export interface Rig {
  /** Asterisk 22. */
  asterisk: AsteriskRoot | null;
  asterisk16: AsteriskRoot | null;
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
    const known = JSON.parse(readFileSync(join(cache, 'rig.json'), 'utf8')) as Rig;
    // A file written before there was an Asterisk 16.
    return { ...known, asterisk16: known.asterisk16 ?? null };
  } catch {
    const skipped = ['the rig was not prepared: run `node scripts/rig.mjs`'];
    return { asterisk: null, asterisk16: null, sipp: null, chromium: null, skipped };
  }
}
