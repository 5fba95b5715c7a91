// The words a caller's screen shows before the caller's name.
import type { Attribution } from './attribution.ts';

/** What a template may name, in braces. */
export const PREFIX_WORDS = ['source', 'medium', 'campaign', 'term', 'region', 'site'] as const;

/**
 * `{source} {campaign}: ` becomes `yandex spring: `. What is not known is left out, and the spaces around it; when nothing
 * is known there is no prefix.
 */
export function prefixOf(template: string, attribution: Attribution | null): string {
  const touch = attribution?.touchpoint;
  const words: Readonly<Record<string, string | null | undefined>> = {
    source: touch?.source,
    medium: touch?.medium,
    campaign: touch?.campaign,
    term: touch?.term,
    region: attribution?.region,
    site: attribution?.site,
  };
  let known = false;
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const word = words[name] ?? '';
    known ||= word !== '';
    return word;
  });
  return known
    ? filled
        .replace(/ {2,}/g, ' ')
        .replace(/ (?=[:;,.])/g, '')
        .trimStart()
    : '';
}
