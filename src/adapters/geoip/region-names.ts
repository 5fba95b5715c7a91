// ISO 3166-2 codes of regions that a GeoIP database names in words.
import { REGION_NAMES } from './region-name-list.ts';

/** Words that say what kind of region it is; "Moscow Oblast" differs from "Moscow", so they go only when need be. */
const KINDS = new Set(
  (
    'oblast oblasti oblysy oblisi voblasc voblast voblasts region krai kray territory republic respublika province ' +
    'voivodeship county district municipality governorate autonomous okrug city state of shahri the and free'
  ).split(' '),
);

const CODES: ReadonlyMap<string, string> = readList();

/**
 * @param country ISO 3166-1 alpha-2.
 * @param name English name, as GeoNames and DB-IP write it, in any of its spellings we have met.
 * @returns `RU-MOS` for `Moscow Oblast`; null for a region that is not in the list: the country then still counts.
 */
export function regionCode(country: string, name: string): string | null {
  const words = normalise(name);
  const code = CODES.get(key(country, words)) ?? CODES.get(key(country, withoutKinds(words)));
  return code ?? null;
}

function readList(): Map<string, string> {
  const codes = new Map<string, string>();
  for (const [country, list] of Object.entries(REGION_NAMES)) {
    for (const entry of list.split(';')) {
      const [code = '', ...rest] = entry.trim().split(' ');
      for (const name of rest.join(' ').split(','))
        codes.set(key(country, normalise(name)), `${country}-${code}`);
    }
  }
  return codes;
}

function key(country: string, words: readonly string[]): string {
  return `${country} ${words.join(' ')}`;
}

/** Lower-case words without accents and apostrophes: `Tver’ Oblast` and `Tver Oblast` are one. */
function normalise(name: string): string[] {
  return name
    .normalize('NFD')
    .replace(/[\p{M}'’‘ʹʼ`]/gu, '')
    .toLowerCase()
    .replace(/ı/g, 'i')
    .replace(/ə/g, 'a')
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}

function withoutKinds(words: readonly string[]): string[] {
  return words.filter((word) => !KINDS.has(word));
}
