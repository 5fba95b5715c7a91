// What the visitor is doing, reported while the page is in view: heartbeats, and at once when it is hidden, left or called from.
import { on } from './safely.ts';
import type { Engagement } from './visitor-calls.ts';

/** How long (ms) the pointer rests on a number that is being dialled by hand. */
const LONG_LOOK_MS = 3000;
/**
 * What only a visitor does; a touch begins with `pointerover`. A click and a copy come without a pointer or a key, too: by
 * voice, by a screen reader. The first three may be about the number.
 */
const REAL = 'pointerover click copy scroll wheel keydown'.split(' ');

/**
 * `onReal` is called whenever the visitor does something that no script can feign, `onBack` when the page is in sight again, be it from the back/forward cache.
 * `holdsLent` tells whether the number in view is in a text or link.
 * @returns what sets the heartbeat: a report each `seconds`, as long as the page is visible
 */
export function watchPresence(
  report: (engagement: Engagement) => void,
  onReal: () => void,
  onBack: (persisted?: boolean) => void,
  holdsLent: (text: string) => boolean,
): (seconds: number) => void {
  let engaged = false;
  let left = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let look: ReturnType<typeof setTimeout> | undefined;

  on(document, 'visibilitychange', () => {
    // Browsers hide a page after they let it go; `left` is the last word then.
    if (left) return;
    if (document.hidden) report('hidden');
    else onBack();
  });
  on(window, 'pagehide', () => {
    left = true;
    report('left');
  });
  on(window, 'pageshow', ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return;
    left = false;
    onBack(persisted);
  });
  REAL.forEach((type, index) => {
    on(document, type, (event) => {
      if (!event.isTrusted) return;
      engaged = true;
      onReal();
      if (index > 2) return;
      // Not `target`: that is the host of what is in a shadow root.
      const element = event.composedPath()[0] as Partial<HTMLElement>;
      const text = element.firstElementChild || element.textContent;
      clearTimeout(look);
      // A link as a text is its address.
      if (holdsLent(`${element.closest?.('a')} ${text} ${document.getSelection()}`))
        look = setTimeout(() => report('intent'), index ? 0 : LONG_LOOK_MS);
    });
  });

  return function beat(seconds) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      beat(seconds);
      if (document.hidden) return;
      report(engaged ? 'engaged' : 'visible');
      engaged = false;
    }, seconds * 1000);
  };
}
