// One value of the YAML as a zod schema: zod keeps the structure, the words of every fault are ours.
import { z } from 'zod';
import { nearestWord } from './nearest-word.ts';
import { bad, good, kindOf, quoted, type Reading } from './reading.ts';

/** `In` is what the owner may write, `Out` what the program gets. */
export function leaf<In, Out>(read: (value: unknown) => Reading<Out>) {
  return z.custom<In>().transform((value, context): Out => {
    const reading = read(value);
    if (reading.ok) return reading.value;
    context.addIssue({ code: 'custom', message: reading.message, params: { remedy: reading.remedy } });
    return z.NEVER;
  });
}

/** A leaf that is text first. `read` sees it trimmed and never empty. */
export function textLeaf<Out>(read: (text: string) => Reading<Out>) {
  return leaf<string, Out>((value) => {
    const reading = readText(value);
    return reading.ok ? read(reading.value.trim()) : reading;
  });
}

/** Any text of one line, as written: names, contexts, secrets. Its faults never show the value. */
export function text() {
  return leaf<string, string>(readText);
}

/** A short word that may stand in a URL, a metric's label and a log line. */
export function id() {
  return textLeaf<string>((written) =>
    /^[A-Za-z0-9][\w.-]{0,63}$/.test(written)
      ? good(written)
      : bad(`${quoted(written)} is not an id`, 'Use 1 to 64 Latin letters, digits, "-", "_" or ".".'),
  );
}

export function integer(least: number, most: number) {
  return leaf<number, number>((value) => {
    const number = toNumber(value);
    return number !== null && Number.isInteger(number) && number >= least && number <= most
      ? good(number)
      : bad(`${quoted(value)} is not a whole number`, `Write a number from ${least} to ${most}.`);
  });
}

/** A share: at most 1, and above 0 unless `zero`. */
export function share({ zero }: { zero: boolean } = { zero: false }) {
  const range = zero ? 'from 0 to 1' : 'above 0 and at most 1';
  return leaf<number, number>((value) => {
    const number = toNumber(value);
    return number !== null && number <= 1 && (number > 0 || (zero && number === 0))
      ? good(number)
      : bad(`${quoted(value)} is not a share`, `Write a number ${range}, for example 0.8.`);
  });
}

export function flag() {
  return leaf<boolean, boolean>((value) =>
    typeof value === 'boolean'
      ? good(value)
      : bad(`${quoted(value)} is neither true nor false`, 'Write true or false, without quotes.'),
  );
}

/** A number that need not be whole. */
export function decimal(least: number, most: number) {
  return leaf<number, number>((value) => {
    const number = toNumber(value);
    return number !== null && number >= least && number <= most
      ? good(number)
      : bad(`${quoted(value)} is not a number from ${least} to ${most}`, 'Write one.');
  });
}

export function choice<const Word extends string>(words: readonly Word[]) {
  return leaf<Word, Word>((value) => {
    const word = words.find((known) => known === value);
    if (word !== undefined) return good(word);
    const near = typeof value === 'string' ? nearestWord(value, words) : null;
    return bad(
      `${quoted(value)} is not one of ${words.join(', ')}`,
      near === null ? 'Write one of them.' : `Did you mean ${near}?`,
    );
  });
}

/** A phone number or range as written; what it means depends on `country`, so did-range.ts reads it later. */
export function numberText() {
  // A number written without quotes and plus is a YAML integer; its digits are still all there.
  return leaf<string | number, string>((value) =>
    readText(typeof value === 'number' ? String(value) : value),
  );
}

function readText(value: unknown): Reading<string> {
  if (typeof value !== 'string') {
    const scalar = typeof value === 'number' || typeof value === 'boolean';
    return bad(
      `this must be text, not ${kindOf(value)}`,
      scalar ? 'Put it in quotes.' : 'Write one value here.',
    );
  }
  if (value.trim() === '') return bad('this is empty', 'Give it a value, or remove the key.');
  // A line break in a secret or name would start a header of its own in AMI.
  if (/\p{Cc}/u.test(value)) {
    return bad('this contains a line break or another control character', 'Write it on one line.');
  }
  return good(value);
}

/** Digits in quotes count as a number: that is how "${PORT}" arrives. */
function toNumber(value: unknown): number | null {
  if (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value.trim())) return Number(value);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
