// An answer as the one variable the dialplan reads: whole or not there at all.
import type { RouteAnswer } from '../../../ports/route-questions.ts';

/** What extensions_leaseline.conf understands. */
const VERSION = '1';
const LONGEST_FIELD = 80;

/**
 * `1|route|source|campaign|region|visitor|prefix`. What visitors' links carry is strangers' text, so only letters, digits
 * and harmless signs go to a dialplan: no `$`, brackets, quotes, commas, semicolons, backslashes or line breaks.
 */
export function answerText({ route, source, campaign, region, visitor, prefix }: RouteAnswer): string {
  return [VERSION, safeRoute(route), ...[source, campaign, region, visitor, prefix].map(safeText)].join('|');
}

export function safeText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N} ._+:/@#=-]/gu, '')
    .slice(0, LONGEST_FIELD);
}

/** The configuration lets nothing else through; a second look costs nothing. */
function safeRoute(route: string): string {
  return /^[\w.*#+-]+(,[\w.*#+-]+,[\w-]+)?$/.test(route) ? route : '';
}
