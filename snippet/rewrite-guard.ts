// Ends the tug-of-war with a page script that writes its own number back each time.

const PER_PLACE = 20;
/** A script that replaces whole subtrees gives each rewrite a new place. */
const PLACES = 2000;
const WINDOW_MS = 1000;

/**
 * Answers whether `place` may be rewritten once more; else it keeps what the page wrote until the second is over. Then
 * all the second's places are given to `look`.
 */
export function openRewriteGuard(look: (places: Node[]) => void): (place: Node) => boolean {
  let counts = new Map<Node, number>();
  return (place) => {
    if (!counts.size)
      setTimeout(() => {
        const places = [...counts.keys()];
        counts = new Map();
        look(places);
      }, WINDOW_MS);
    const count = (counts.get(place) ?? 0) + 1;
    counts.set(place, count);
    return count <= PER_PLACE && counts.size <= PLACES;
  };
}
