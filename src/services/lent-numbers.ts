// Which numbers may stand on a site's pages in place of its printed ones: a cached page may hold another visitor's.
import { didRanges } from '../core/did-ranges.ts';
import type { E164 } from '../core/e164.ts';
import type { Numbering } from './numbering.ts';

export interface LentNumbers {
  /** Whose place they take. */
  readonly printed: E164;
  /** `+74951230001-+74951230040`, or single DIDs; overflow numbers are among them. */
  readonly ranges: readonly string[];
}

/** For each part of the site's printed numbers; of one whose pools serve several, its first. */
export function lentNumbers({ printed, catalogue }: Numbering, site: string): LentNumbers[] {
  return (printed.get(site) ?? []).flatMap(({ numbers, pools, retired }) => {
    const ids = new Set([...pools, ...retired].map(({ id }) => id));
    const dids = [...catalogue.dids].filter((did) => {
      const role = catalogue.role(did);
      return role !== undefined && role.kind !== 'channel' && ids.has(role.pool);
    });
    const [first] = numbers;
    return first === undefined ? [] : { printed: first, ranges: didRanges(dids) };
  });
}
