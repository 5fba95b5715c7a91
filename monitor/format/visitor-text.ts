// Text that strangers wrote (URLs, page titles, keywords), made fit to be shown.

/** Control, bidirectional and zero-width characters, which could forge what stands beside them. */
const FORGING = /[\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

export function cleanText(text: string): string {
  return text.replace(FORGING, '').trim();
}

/** A URL to show; `href` only when it is http(s), so that a click can run nothing. */
export interface ShownUrl {
  readonly label: string;
  readonly href: string | null;
}

/** `https://shop.ru/%D0%BE%D0%BA%D0%BD%D0%B0?utm_source=x` -> label `shop.ru/окна`; the query is in the link only. */
export function showUrl(raw: string): ShownUrl {
  let url: URL;
  try {
    url = new URL(raw);
  } catch {
    return { label: cleanText(raw), href: null };
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { label: cleanText(raw), href: null };
  const path = url.pathname === '/' ? '' : decoded(url.pathname);
  return { label: cleanText(`${url.host.replace(/^www\./, '')}${path}`), href: url.href };
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
