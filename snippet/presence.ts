// What the visitor is doing, reported while the page is in view: heartbeats, and at once when it is hidden, left or called from.
import { on, safely } from './safely.ts';
import type { Engagement } from './visitor-calls.ts';

/** How long (ms) the pointer rests on a number that is being dialled by hand. */
const LONG_LOOK_MS = 3000;
/** A click and a copy stand for those that come without a pointer or a key, too: by voice, by a screen reader. */
const REAL = 'scroll wheel pointermove pointerdown keydown touchmove click copy';

export interface Presence {
  /** Listens to this document of the page: its own, or that of a frame. */
  listen(document: Document): void;
  /** From now on a report each `seconds`, as long as the page is visible. */
  beatEvery(seconds: number): void;
}

export interface PresenceEvents {
  /** `leaving`: the page is going away, only a beacon still gets through. */
  report(engagement: Engagement, leaving?: boolean): void;
  /** The visitor did something that no script can feign. */
  real(): void;
  /** The page is in sight again, or from the back/forward cache. */
  back(persisted: boolean): void;
  /** Whether the number in view is in this text or link. */
  holdsLent(text: string): boolean;
}

export function watchPresence({ report, real, back, holdsLent }: PresenceEvents): Presence {
  let engaged = false;
  let left = false;
  let beat_ms = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let look: ReturnType<typeof setTimeout> | undefined;

  const schedule = () => {
    clearTimeout(timer);
    if (beat_ms && !document.hidden && !left) timer = setTimeout(beat, beat_ms);
  };
  const beat = safely(() => {
    report(engaged ? 'engaged' : 'visible');
    engaged = false;
    schedule();
  });
  const onVisibility = () => {
    // Browsers hide a page after they let it go; `left` is the last word then.
    if (left) return;
    if (document.hidden) report('hidden');
    else back(false);
    schedule();
  };
  on(document, 'visibilitychange', onVisibility);
  on(window, 'pagehide', () => {
    left = true;
    schedule();
    report('left', true);
  });
  on(window, 'pageshow', ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return;
    left = false;
    back(true);
    schedule();
  });

  const intend = () => report('intent');
  /** Whether the event is about the number: its link, or a small piece of the page that holds it. */
  const isAtNumber = (event: Event) => {
    // The target inside a shadow root.
    const element = event.composedPath()[0] as Element;
    const { textContent } = element;
    const link = element.closest?.('[href]')?.getAttribute('href');
    return holdsLent(link ?? '') || ((textContent?.length ?? 99) < 60 && holdsLent(textContent ?? ''));
  };

  return {
    listen(document) {
      for (const type of REAL.split(' ')) {
        on(document, type, ({ isTrusted }) => {
          if (isTrusted) {
            engaged = true;
            real();
          }
        });
      }
      // A long press, or the menu of the right button, opens what dials or copies.
      for (const type of ['click', 'contextmenu']) on(document, type, (event) => isAtNumber(event) && intend());
      on(document, 'copy', () => holdsLent(`${document.getSelection()}`) && intend());
      on(document, 'pointerover', (event: PointerEvent) => {
        clearTimeout(look);
        if (event.pointerType === 'mouse' && isAtNumber(event)) look = setTimeout(intend, LONG_LOOK_MS);
      });
    },
    beatEvery(seconds) {
      beat_ms = Math.max(1, seconds || 30) * 1000;
      schedule();
    },
  };
}
