// Finds phone numbers in a text by their value, however they are written. Pure: no DOM.

export interface DialPlan {
  country_calling_code: string;
  trunk_prefix: string;
}

/** A number, or a range of them, that stands on pages for one printed number. */
export interface Target {
  /** E.164 */
  printed: string;
  /** E.164, both ends belong to the range. */
  from: string;
  to: string;
  /** The digits all of the range begin with, as they are written at home. */
  stem: string;
  /** How many digits are the same whether the number is written the national or the international way. */
  digits: number;
  pattern: RegExp;
}

export interface WrittenNumber {
  /** E.164 */
  meant: string;
  aim: Target;
  /** From the plus, bracket or first digit to behind the last digit. */
  start: number;
  end: number;
  /** What is written, as long as it is written, its escapes read as what they stand for. */
  plain: string;
}

/** Of a target's pattern: `another` or `digit` make it another number. */
type Written = [all: string, another: string, plain: string, digit?: string];

/** Stands between texts of different elements: no gap to the eye, yet a number may well begin or end there. */
export const EDGE = '\0';

/** What may stand between two digits of one number, once dashes and what has no width are made alike. */
const GAP = '[\\s\\-./()[\\]\xb7\\0]{0,40}';
/**
 * Before a number: it is only the end of a word, of a longer number, or of a foreign one (`+49 ` before what looks national).
 */
const OF_ANOTHER = '(\\w|\\d[-./]|\\+[\\s(\\0]*(?:\\d[\\s()\\-.\\0]*){0,4})??';
/** Of an area code; one around the whole number is none of its own. */
const BRACKET = '(?:\\((?=.{1,6}\\)))?';
/** Behind it: it goes on. */
const ENDS = '(?!\\w|[-./]\\d)';

/** Aims at every number from `from` to `to`, E.164 of one length. */
export function aimAt(plan: DialPlan, printed: string, from: string, to = from): Target {
  let same = 0;
  while (from[same] && from[same] === to[same]) same++;
  const { country_calling_code, trunk_prefix } = plan;
  // A foreign number has no short form.
  const home = from.startsWith(`+${country_calling_code}`) ? country_calling_code : '';
  const digits = from.length - 1 - home.length;
  const stem = from.slice(-digits, same);
  const spaced = (text: string) => [...text, ''].join(GAP);
  const code = spaced(home);
  const trunk = spaced(home && trunk_prefix);
  // `+7 (8495)` and `+44 (0)20` are written; without the plus, `24/7 8 495` is hours, then a number. With neither, a digit
  // before belongs to the number: it is another.
  const prefix = `\\+${GAP}${code}(?:${trunk})?|00${GAP}${code}|${code}|${trunk}|(\\d${GAP})?`;
  const national = [...stem, ...Array(from.length - same).fill('\\d')].join(GAP);
  return {
    printed,
    from,
    to,
    stem,
    digits,
    pattern: new RegExp(`${OF_ANOTHER}(${BRACKET}(?:${prefix})${national})${ENDS}`, 'g'),
  };
}

/**
 * All writings of the targets in `text`, from its end; where several mean the same place, the first one's.
 * A number that is part of a longer run of digits, or of a foreign number, is not one of them: in doubt it stays as the
 * page wrote it.
 */
export function findNumbers(text: string, targets: readonly Target[]): WrittenNumber[] {
  /** By `start`; most places are empty. */
  const found: WrittenNumber[] = [];
  // Most texts of a page end here.
  if (!/\d/.test(text)) return found;
  // One character for one, so that places stay; `%2B` in a link is a plus.
  const all = text
    .replace(/%2[\da-f]/gi, (escaped) => `${decodeURIComponent(escaped)}\0\0`)
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/\p{Cf}/gu, EDGE);
  const digits = all.replace(/\D/g, '');
  for (const aim of targets) {
    if (digits.includes(aim.stem))
      for (const match of all.matchAll(aim.pattern)) {
        const [, another, plain, digit] = match as unknown as Written;
        const start = match.index;
        const end = start + plain.length;
        const meant = aim.from.slice(0, -aim.digits) + plain.replace(/\D/g, '').slice(-aim.digits);
        // Nothing but digits, and more beside it that only an edge sets apart: in doubt it is one longer number.
        const touches =
          /^[\d\0]+$/.test(plain) && (/\w\0+$/.test(all.slice(0, start)) || /^\0+\w/.test(all.slice(end)));
        if (!another && !digit && !touches && meant >= aim.from && meant <= aim.to)
          found[start] ??= { meant, aim, start, end, plain };
      }
  }
  return Object.values(found).reverse();
}
