// Countries and regions by their ISO codes.
import { isSupportedCountry } from 'libphonenumber-js/max';
import { textLeaf } from './leaf.ts';
import { bad, good, quoted, type Reading } from './reading.ts';

/** ISO 3166-1 alpha-2, in capitals. */
export function country() {
  return textLeaf<string>((written) => {
    const code = written.toUpperCase();
    return isSupportedCountry(code)
      ? good(code)
      : bad(`${quoted(written)} is not a country`, 'Write its ISO 3166-1 code, for example RU, KZ or GB.');
  });
}

/** ISO 3166-2 (`RU-MOW`) or a bare country (`RU`), in capitals. */
export function region() {
  return textLeaf<string>(readRegion);
}

/** A region, or `*` for everywhere. */
export function regionOrAll() {
  return textLeaf<string>((written) => (written === '*' ? good('*') : readRegion(written)));
}

function readRegion(written: string): Reading<string> {
  const code = written.toUpperCase();
  const [, countryCode = ''] = /^([A-Z]{2})(?:-[A-Z0-9]{1,3})?$/.exec(code) ?? [];
  return isSupportedCountry(countryCode)
    ? good(code)
    : bad(
        `${quoted(written)} is not a region`,
        'Write an ISO 3166-2 code such as RU-MOW, or a country such as RU.',
      );
}
