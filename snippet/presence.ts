// What the visitor is doing, reported while the page is in view: heartbeats, and at once when it is hidden or left.
import { on, safely } from './safely.ts';
import type { Engagement } from './visitor-calls.ts';

export interface Presence {
  /** From now on a report each `seconds`, as long as the page is visible. */
  beatEvery(seconds: number): void;
}

/** `leaving`: the page is going away, only a beacon still gets through. */
export function watchPresence(report: (engagement: Engagement, leaving?: boolean) => void): Presence {
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

  for (const type of ['scroll', 'wheel', 'pointermove', 'pointerdown', 'keydown', 'touchmove']) {
    on(window, type, () => {
      engaged = true;
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
