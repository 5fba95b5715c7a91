// The rig as the system tests see it, and a `describe` that skips, out loud, what this machine cannot run.
import { describe } from 'vitest';
import { type Rig, readRig } from './read-rig.ts';

export const rig: Rig = readRig();

export type RigPart = 'asterisk' | 'asterisk16' | 'sipp' | 'chromium';

/** describe(), when the rig has all of `needs`; otherwise skipped with one warning that names what is missing. */
export function describeWithRig(name: string, needs: readonly RigPart[], tests: () => void): void {
  const missing = needs.filter((part) => rig[part] === null);
  if (missing.length === 0) {
    describe(name, tests);
    return;
  }
  const lacks = `no ${missing.join(', no ')}`;
  console.warn(`SKIPPED: ${name}: this machine has ${lacks} (${rig.skipped.join('; ')})`);
  describe.skip(`${name} [${lacks}]`, tests);
}
