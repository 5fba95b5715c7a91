// A phone number as people write it. Display only: libphonenumber would be half the page's weight.

/** ITU-T E.164 country codes of one and of two digits; all others have three. */
const SHORT_CODES = /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/** `+79161234567` -> `+7 916 123-45-67`. Whatever is not E.164 (a raw caller id) comes back unchanged. */
export function formatPhoneNumber(number: string): string {
  if (!/^\+[1-9]\d{6,14}$/.test(number)) return number;
  const digits = number.slice(1);
  const code = SHORT_CODES.exec(digits)?.[0] ?? digits.slice(0, 3);
  return `+${code} ${groups(code, digits.slice(code.length))}`;
}

function groups(code: string, national: string): string {
  if (code === '7' && national.length === 10) return cut(national, [3, 3, 2, 2]);
  if (national.length === 10) return cut(national, [3, 3, 4]);
  if (national.length === 9) return cut(national, [2, 3, 2, 2]);
  return national.replace(/(\d)(?=(?:\d{3})+$)/g, '$1 ');
}

/** The first group by itself, then pairs joined by hyphens: `916 123-45-67`. */
function cut(digits: string, sizes: number[]): string {
  let at = 0;
  const parts = sizes.map((size) => {
    at += size;
    return digits.slice(at - size, at);
  });
  return `${parts[0]} ${parts.slice(1).join('-')}`;
}
