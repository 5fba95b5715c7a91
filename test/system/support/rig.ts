// The rig as the system tests see it, and a `describe` that skips, out loud, what this machine cannot run.
import { describe } from 'vitest';
import { type AsteriskVersion, type Rig, readRig } from './read-rig.ts';

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

/** describeWithRig() once for each of the rig's Asterisks. @param needs what is wanted beside it */
export function describeOnEachAsterisk(
  name: string,
  needs: readonly Exclude<RigPart, 'asterisk' | 'asterisk16'>[],
  tests: (version: AsteriskVersion) => void,
): void {
  for (const [version, part] of [
    [16, 'asterisk16'],
    [22, 'asterisk'],
  ] as const) {
    describeWithRig(`${name}, Asterisk ${version}`, [part, ...needs], () => tests(version));
  }
}
