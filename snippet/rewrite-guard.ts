// Ends the tug-of-war with a page script that writes its own number back each time.

const PER_PLACE = 20;
/** A script that replaces whole subtrees gives each rewrite a new place. */
const IN_ALL = 2000;
const WINDOW_MS = 1000;

/** Answers whether `place` may be rewritten once more; it then keeps what the page wrote until the second is over. */
export function openRewriteGuard(): (place: object) => boolean {
  let counts = new WeakMap<object, number>();
  let all = 0;
  let since = performance.now();
  return (place) => {
    const now = performance.now();
    if (now - since > WINDOW_MS) {
      counts = new WeakMap();
      all = 0;
      since = now;
    }
    const count = (counts.get(place) ?? 0) + 1;
    counts.set(place, count);
    return count <= PER_PLACE && ++all <= IN_ALL;
  };
}
