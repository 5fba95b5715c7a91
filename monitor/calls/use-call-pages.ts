// The journal, page after page; what was loaded stays while another screen is looked at.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { WireCall } from '../../src/wire/call.ts';
import { type Failure, get } from '../data/api.ts';

interface Pages {
  readonly query: string;
  readonly calls: readonly WireCall[];
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
  readonly failure: Failure | null;
  readonly loading: boolean;
}

const SIZE = 50;
let kept: Pages | null = null;

export function useCallPages(query: string) {
  const [pages, setPages] = useState<Pages>(
    kept?.query === query
      ? kept
      : { query, calls: kept?.calls ?? [], next: null, failure: null, loading: true },
  );
  const latest = useRef(0);

  const load = async (cursor: string | null, before: readonly WireCall[]) => {
    const mine = ++latest.current;
    setPages((old) => ({ ...old, query, loading: true, failure: null }));
    const separator = query === '' ? '?' : '&';
    const tail = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await get<{ calls: WireCall[]; next: string | null }>(
      `/v1/calls${query}${separator}limit=${SIZE}${tail}`,
    );
    if (mine !== latest.current) return;
    if (answer.type !== 'ok') setPages((old) => ({ ...old, failure: answer, loading: false }));
    else {
      kept = {
        query,
        calls: [...before, ...answer.value.calls],
        next: answer.value.next,
        failure: null,
        loading: false,
      };
      setPages(kept);
    }
  };

  useEffect(() => {
    if (kept?.query !== query) void load(null, []);
    else {
      setPages(kept);
      // Shown at once, then brought up to date if nothing beyond the first page was loaded.
      if (kept.calls.length <= SIZE) void load(null, []);
    }
    return () => {
      latest.current++;
    };
  }, [query]);

  return {
    ...pages,
    more: () => void load(pages.next, pages.calls),
    reload: () => void load(null, []),
  };
}
