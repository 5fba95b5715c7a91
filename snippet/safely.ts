// The wall between our faults and the page: nothing thrown here is ever thrown into it.

let told = false;

/** One line a page, for whoever looks for it. */
export function tell(fault: unknown): void {
  if (!told) console.debug('leaseline:', fault);
  told = true;
}

export const safely =
  <A extends unknown[]>(work: (...args: A) => void) =>
  (...args: A): void => {
    try {
      work(...args);
    } catch (fault) {
      tell(fault);
    }
  };

/** Listens without being able to hinder: before the page's own listeners, and never preventing what they or it do. */
export function on<E extends Event>(target: EventTarget, type: string, work: (event: E) => void): void {
  target.addEventListener(type, safely(work) as EventListener, { capture: true, passive: true });
}
