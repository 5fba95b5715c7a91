// A name that refers to another part of the file must be one that is there.
import type { KeyPath } from './fault.ts';
import { nearestWord } from './nearest-word.ts';
import { quoted } from './reading.ts';
import type { Report } from './report.ts';

/**
 * A name that nobody has is a fault.
 * @param kind what it names, in the singular: `pool`, and `pools` is the key
 * @param known null when nobody can say which there are
 */
export function checkKnown(
  kind: string,
  name: string | undefined,
  known: ReadonlySet<string> | null,
  path: KeyPath,
  report: Report,
): void {
  if (name === undefined || known === null || known.has(name)) return;
  const near = nearestWord(name, known);
  const there = known.size === 0 ? `Add it under \`${kind}s\`.` : `There is: ${[...known].join(', ')}.`;
  report.fault(
    path,
    `there is no ${kind} ${quoted(name)}`,
    near === null ? there : `Did you mean ${quoted(near)}?`,
  );
}
