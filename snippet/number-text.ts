// Finds phone numbers in a text by their value, however they are written. Pure: no DOM.

export interface DialPlan {
  country_calling_code: string;
  trunk_prefix: string;
}

export interface WrittenNumber {
  /** E.164 */
  number: string;
  /** From the plus, bracket or first digit to behind the last digit. */
  start: number;
  end: number;
  /** Written with the country code. */
  international: boolean;
}

/** Stands between texts of different elements: no gap to the eye, yet a number may well begin or end there. */
export const EDGE = '\0';

/** What may stand between two digits of one number, once spaces, dashes and zero-width characters are made alike. */
const GAP = '[ \\-./()[\\]\xb7\\0]{0,40}';
/** `+49 ` before what looks like a national number: it is a German one. */
const FOREIGN = /\+[ (\0]*(\d[ ()\-.\0]*){0,4}$/;

/** The digits that stay the same whether the number is written the national or the international way. */
export function nationalDigits(number: string, plan: DialPlan): string {
  const home = `+${plan.country_calling_code}`;
  return number.slice(number.startsWith(home) ? home.length : 1);
}

/**
 * All writings of `numbers` (E.164) in `text`, in order, never overlapping. A number that is part of a longer run of
 * digits, or of a foreign number, is not one of them: in doubt it stays as the page wrote it.
 */
export function findNumbers(text: string, numbers: Iterable<string>, plan: DialPlan): WrittenNumber[] {
  const found: WrittenNumber[] = [];
  // Most texts of a page end here.
  if (!/\d/.test(text)) return found;
  const digits = text.replace(/\D/g, '');
  for (const number of numbers) {
    const national = nationalDigits(number, plan);
    if (!digits.includes(national)) continue;
    // One character for one, so that places stay.
    const plain = text
      .replace(/\s/g, ' ')
      .replace(/[\u2010-\u2015\u2212]/g, '-')
      .replace(/[\xad\u200b-\u200f\u2060-\u2069]/g, EDGE);
    const pattern = patternOf(national, national.length + 1 < number.length ? plan : null);
    for (let match = pattern.exec(plain); match; match = pattern.exec(plain)) {
      const start = match.index;
      const end = start + match[0].length;
      if (standsAlone(plain, match))
        found.push({ number, start, end, international: match[1] !== undefined });
      else pattern.lastIndex = start + 1;
    }
  }
  found.sort((a, b) => a.start - b.start);
  return found.filter((written, index) => !index || written.start >= (found[index - 1] as WrittenNumber).end);
}

/** Group 1: country code and what leads to it; group 2: trunk prefix. A foreign number (`plan` null) has no short form. */
function patternOf(national: string, plan: DialPlan | null): RegExp {
  const spaced = (digits = '') => digits.replace(/\d/g, `$&${GAP}`);
  const code = spaced(plan?.country_calling_code);
  const trunk = spaced(plan?.trunk_prefix);
  // `+7 (8495)` and `+44 (0)20` are written; without the plus, `24/7 8 495` is hours, then a number.
  const prefix = `(\\+${GAP}${code}(?:${trunk})?|${spaced('00')}${code}|${code})|(${trunk})|`;
  return new RegExp(`\\(?(?:${prefix})${spaced(national.slice(0, -1))}${national.slice(-1)}`, 'g');
}

/** Whether the match is a whole number, and not a piece of another or of a word. */
function standsAlone(text: string, match: RegExpExecArray): boolean {
  const [written, code, trunk] = match;
  const before = text.slice(0, match.index).slice(-60);
  const after = text.slice(match.index + written.length).slice(0, 60);
  if (!written.includes('+') && FOREIGN.test(before)) return false;
  if (!code && !trunk && /\d[ \-./()\0]*$/.test(before)) return false;
  // Elements that only CSS sets apart: `<a>8 (495) 111-22-33</a><span>24/7</span>`.
  const punctuated = /[^\d\0]/.test(written);
  const goesOn = (beside: string, edge: RegExp, more: RegExp) =>
    !(punctuated && edge.test(beside)) && more.test(beside.replace(/\0/g, ''));
  return !goesOn(before, /\0$/, /\w$|\d[-./]$/) && !goesOn(after, /^\0/, /^(\w|[-./]\d)/);
}
