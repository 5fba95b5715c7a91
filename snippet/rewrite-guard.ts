// Ends the tug-of-war with a page script that writes its own number back each time.

const PER_PLACE = 20;
/** A script that replaces whole subtrees gives each rewrite a new place. */
const IN_ALL = 2000;
const WINDOW_MS = 1000;

/**
 * Answers whether `place` may be rewritten once more. Else it keeps what the page wrote until the second is over;
 * `retry` is called with all such places then.
 */
export function openRewriteGuard(retry: (places: Node[]) => void): (place: Node) => boolean {
  let counts = new Map<Node, number>();
  let refused = new Set<Node>();
  let all = 0;
  return (place) => {
    if (!all++)
      setTimeout(() => {
        const places = [...refused];
        counts = new Map();
        refused = new Set();
        all = 0;
        retry(places);
      }, WINDOW_MS);
    const count = (counts.get(place) ?? 0) + 1;
    counts.set(place, count);
    if (count <= PER_PLACE && all <= IN_ALL) return true;
    refused.add(place);
    return false;
  };
}
