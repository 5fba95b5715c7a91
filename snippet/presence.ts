// What the visitor is doing, reported while the page is in view: heartbeats, and at once when it is hidden or left.
import { on, safely } from './safely.ts';
import type { Engagement } from './visitor-calls.ts';

export interface Presence {
  /** From now on a report each `seconds`, as long as the page is visible. */
  beatEvery(seconds: number): void;
}

/**
 * `report`'s `leaving`: the page is going away, only a beacon still gets through. `onReal` is called whenever the visitor
 * does something that no script can feign.
 */
export function watchPresence(
  report: (engagement: Engagement, leaving?: boolean) => void,
  onReal: () => void,
): Presence {
  let engaged = false;
  let left = false;
  let beat_ms = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const schedule = () => {
    clearTimeout(timer);
    if (beat_ms && !document.hidden && !left) timer = setTimeout(beat, beat_ms);
  };
  const beat = safely(() => {
    report(engaged ? 'engaged' : 'visible');
    engaged = false;
    schedule();
  });

  // A click and a copy stand for those that come without a pointer or a key: by voice, by a screen reader.
  for (const type of 'scroll wheel pointermove pointerdown keydown touchmove click copy'.split(' ')) {
    on(window, type, ({ isTrusted }) => {
      if (isTrusted) {
        engaged = true;
        onReal();
      }
    });
  }
  const onVisibility = () => {
    // Browsers hide a page after they let it go; `left` is the last word then.
    if (left) return;
    report(document.hidden ? 'hidden' : 'visible');
    schedule();
  };
  on(document, 'visibilitychange', onVisibility);
  on(window, 'pagehide', () => {
    left = true;
    schedule();
    report('left', true);
  });
  on(window, 'pageshow', (event: PageTransitionEvent) => {
    // Back from the back/forward cache.
    if (!event.persisted) return;
    left = false;
    onVisibility();
  });

  return {
    beatEvery(seconds) {
      beat_ms = Math.max(1, seconds || 30) * 1000;
      schedule();
    },
  };
}
