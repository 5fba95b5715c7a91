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
  /** How many digits of a number are written at home. */
  size: number;
  pattern: RegExp;
}

export interface WrittenNumber {
  /** E.164 */
  number: string;
  /** The printed number it stands for. */
  printed: string;
  /** From the plus, bracket or first digit to behind the last digit. */
  start: number;
  end: number;
  /** Written with the country code. */
  international: boolean;
  /** What is written, as long as it is written, its escapes read as what they stand for. */
  plain: string;
}

/** Stands between texts of different elements: no gap to the eye, yet a number may well begin or end there. */
export const EDGE = '\0';

/** Edges, and what has no width: zero-width spaces and joiners, soft hyphens. */
const NOTHING = '[\\0\\p{Cf}]';
/** What parts groups of digits: spaces, brackets, dots and all the dashes. */
const SOFT = '\\s\\p{Ps}\\p{Pe}\\p{Pd}\\p{Cf}\\0.\\xb7\\u2212';
/** What may stand between two digits of one number. */
const GAP = `[${SOFT}/]{0,40}`;
/** `+49 ` before what looks like a national number: it is a German one. */
const FOREIGN = unicode(`\\+[${SOFT}]*(\\d[${SOFT}]*){0,4}$`);
const AFTER_DIGIT = unicode(`\\d[${SOFT}/]*$`);
const NOTHINGS = unicode(NOTHING, 'g');
/** Where the neighbour of a number with punctuation is another word: only CSS sets elements apart, or an extension follows. */
const PARTED_BEFORE = unicode(`${NOTHING}$`);
const PARTED_AFTER = unicode(`^(${NOTHING}|e?xt?\\W?\\d)`, 'i');
const GOES_ON_BEFORE = unicode('\\w$|\\d[\\p{Pd}./]$');
const GOES_ON_AFTER = unicode('^(\\w|[\\p{Pd}./]\\d)');

function unicode(pattern: string, flags = ''): RegExp {
  return new RegExp(pattern, `u${flags}`);
}

/** The digits that stay the same whether the number is written the national or the international way. */
export function nationalDigits(number: string, plan: DialPlan): string {
  const home = `+${plan.country_calling_code}`;
  return number.slice(number.startsWith(home) ? home.length : 1);
}

/** Aims at every number from `from` to `to`, E.164 of one length. */
export function aimAt(plan: DialPlan, printed: string, from: string, to = from): Target {
  let same = 0;
  while (from[same] && from[same] === to[same]) same++;
  const size = nationalDigits(from, plan).length;
  const stem = from.slice(-size, same);
  // A foreign number has no short form.
  const isHome = from.length - size > 1;
  const spaced = (digits: string) => [...digits, ''].join(GAP);
  const code = spaced(isHome ? plan.country_calling_code : '');
  const trunk = spaced(isHome ? plan.trunk_prefix : '');
  const national = [...stem, ...Array(from.length - same).fill('\\d')].join(GAP);
  // `+7 (8495)` and `+44 (0)20` are written; without the plus, `24/7 8 495` is hours, then a number.
  const prefix = `(\\+${GAP}${code}(?:${trunk})?|${spaced('00')}${code}|${code})|(${trunk})|`;
  return { printed, from, to, stem, size, pattern: unicode(`\\(?(?:${prefix})${national}`, 'g') };
}

/**
 * All writings of the targets in `text`, in order, never overlapping; where several mean the same place, the first one's.
 * A number that is part of a longer run of digits, or of a foreign number, is not one of them: in doubt it stays as the
 * page wrote it.
 */
export function findNumbers(text: string, targets: readonly Target[]): WrittenNumber[] {
  const found: WrittenNumber[] = [];
  // Most texts of a page end here.
  if (!/\d/.test(text)) return found;
  // `%2B` in a link, a no-break space in JSON: one character for one, so that places stay.
  const all = text.replace(/%2[\da-f]|\\u00a0/gi, (escaped) =>
    (escaped[5] ? ' ' : decodeURIComponent(escaped)).padEnd(escaped.length, EDGE),
  );
  const digits = all.replace(/\D/g, '');
  for (const { printed, from, to, stem, size, pattern } of targets) {
    if (!digits.includes(stem)) continue;
    for (let match = pattern.exec(all); match; match = pattern.exec(all)) {
      const [plain, code] = match;
      const start = match.index;
      const number = from.slice(0, -size) + plain.replace(/\D/g, '').slice(-size);
      if (number >= from && number <= to && standsAlone(all, match))
        found.push({ number, printed, start, end: start + plain.length, international: code != null, plain });
      else pattern.lastIndex = start + 1;
    }
  }
  found.sort((a, b) => a.start - b.start);
  return found.filter((written, index) => !index || written.start >= (found[index - 1] as WrittenNumber).end);
}

/** Whether the match is a whole number, and not a piece of another or of a word. */
function standsAlone(text: string, match: RegExpExecArray): boolean {
  const [written, code, trunk] = match;
  const end = match.index + written.length;
  const before = text.slice(Math.max(0, match.index - 60), match.index);
  const after = text.slice(end, end + 60);
  if (!written.includes('+') && FOREIGN.test(before)) return false;
  if (!code && !trunk && AFTER_DIGIT.test(before)) return false;
  const punctuated = /\D/.test(written.replace(NOTHINGS, ''));
  const goesOn = (beside: string, parted: RegExp, more: RegExp) =>
    !(punctuated && parted.test(beside)) && more.test(beside.replace(NOTHINGS, ''));
  return !goesOn(before, PARTED_BEFORE, GOES_ON_BEFORE) && !goesOn(after, PARTED_AFTER, GOES_ON_AFTER);
}
