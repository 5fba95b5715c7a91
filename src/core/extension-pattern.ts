// Asterisk's extension patterns (`_X.`, `_[+0-9].`, `_8495NXX!`): what they match, and which match goes first.

/** What a position of a pattern takes: characters, or the rest of the number. */
type Step =
  | { readonly kind: 'one'; readonly of: string }
  | { readonly kind: 'rest'; readonly mayBeEmpty: boolean };

const CLASSES: Readonly<Record<string, string>> = { X: '0123456789', Z: '123456789', N: '23456789' };
/** Less specific than any set of characters; `.` goes before `!` (main/pbx.c, ext_cmp_pattern_pos). */
const WEIGHT_OF_REST = { needed: 1_000, perhapsEmpty: 2_000 } as const;

/**
 * Whether a call to `number` runs the extension. Without a leading underscore an extension is taken literally; dashes
 * in it are separators (Asterisk docs: Pattern Matching).
 */
export function matchesExtension(extension: string, number: string): boolean {
  if (!extension.startsWith('_')) return extension.replaceAll('-', '') === number.replaceAll('-', '');
  let place = 0;
  for (const step of stepsOf(extension)) {
    if (step.kind === 'rest') return step.mayBeEmpty || place < number.length;
    if (!step.of.includes(number.charAt(place)) || place >= number.length) return false;
    place += 1;
  }
  return place === number.length;
}

/** Sorts what matches the same number: the first is the one Asterisk runs. */
export function bySpecificity(one: string, two: string): number {
  const literal = Number(one.startsWith('_')) - Number(two.startsWith('_'));
  if (literal !== 0) return literal;
  const [left, right] = [weightsOf(one), weightsOf(two)];
  for (let place = 0; place < Math.max(left.length, right.length); place += 1) {
    // Where one has ended, it takes nothing more: with both matching, the other can only be `!`.
    const difference = (left[place] ?? 0) - (right[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function weightsOf(extension: string): number[] {
  return [...stepsOf(extension)].map((step) => {
    if (step.kind === 'one') return new Set(step.of).size;
    return step.mayBeEmpty ? WEIGHT_OF_REST.perhapsEmpty : WEIGHT_OF_REST.needed;
  });
}

function* stepsOf(extension: string): Generator<Step> {
  for (let place = 1; place < extension.length; place += 1) {
    const character = extension.charAt(place);
    if (character === '-' || character === ' ') continue;
    if (character === '.' || character === '!') {
      yield { kind: 'rest', mayBeEmpty: character === '!' };
      return;
    }
    if (character === '[') {
      const end = extension.indexOf(']', place);
      // Asterisk logs it and matches nothing.
      yield { kind: 'one', of: end < 0 ? '' : membersOf(extension.slice(place + 1, end)) };
      if (end < 0) return;
      place = end;
    } else {
      yield { kind: 'one', of: CLASSES[character.toUpperCase()] ?? character };
    }
  }
}

/** `+0-9` -> `+0123456789` */
function membersOf(set: string): string {
  return set.replaceAll(/(.)-(.)/g, (_, from: string, to: string) => {
    const [first, last] = [from.charCodeAt(0), to.charCodeAt(0)];
    return String.fromCharCode(...Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n));
  });
}
