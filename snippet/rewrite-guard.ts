// Ends the tug-of-war with a page script that writes its own number back each time.

/** Whoever insists a hundred times gives in before the fifth window is over. */
const PER_PLACE = 21;
/** A script that replaces whole subtrees gives each rewrite a new place. */
const PLACES = 1000;
const WINDOW_MS = 1000;

/**
 * Answers whether `place` may be rewritten once more; else it keeps what the page wrote until the window is over. Then all
 * the window's places are given to `look`. A script that never gives in is asked half as often each time.
 */
export function openRewriteGuard(look: (places: Node[]) => void): (place: Node) => boolean {
  let counts = new Map<Node, number>();
  let wait = WINDOW_MS;
  let next = wait;
  return (place) => {
    if (!counts.size)
      setTimeout(() => {
        const places = [...counts.keys()];
        counts = new Map();
        wait = next;
        next = WINDOW_MS;
        look(places);
      }, wait);
    const count = (counts.get(place) ?? 0) + 1;
    counts.set(place, count);
    if (count <= PER_PLACE && counts.size <= PLACES) return true;
    next = wait * 2;
    return false;
  };
}
