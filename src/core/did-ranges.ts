// Many DIDs in few words: runs of consecutive numbers as their first and last.
import type { E164 } from './e164.ts';

/** `+74951230001-+74951230040` for a run, `+74951239007` for a single one; in ascending order. */
export function didRanges(dids: Iterable<E164>): string[] {
  const digits = [...dids].map((did) => Number(did.slice(1))).sort((one, two) => one - two);
  const runs: { first: number; last: number }[] = [];
  for (const number of digits) {
    const run = runs.at(-1);
    // E.164 has at most 15 digits, so they are exact; ends of unequal length are no run to whoever reads it.
    const goesOn = run && number <= run.last + 1 && String(number).length === String(run.first).length;
    if (goesOn) run.last = number;
    else runs.push({ first: number, last: number });
  }
  return runs.map(({ first, last }) => (first === last ? `+${first}` : `+${first}-+${last}`));
}
