// The wall between our faults and the page: nothing thrown here is ever thrown into it.

let told = false;

/** One line a page, for whoever looks for it. */
export function tell(fault: unknown): void {
  if (!told) console.debug('leaseline:', fault);
  told = true;
}

export const safely =
  <A extends unknown[], R>(work: (...args: A) => R) =>
  (...args: A): R | undefined => {
    try {
      return work(...args);
    } catch (fault) {
      tell(fault);
    }
  };

/** Listens without being able to hinder: before the page's own listeners, and never preventing what they or it do. */
export function on<E extends Event>(target: EventTarget, type: string, work: (event: E) => void): void {
  target.addEventListener(type, safely(work) as EventListener, true);
}

/** Learns of each call of the browser's `owner[name]`, after it and on what it was called. */
export function after<T>(owner: object, name: string, work: (on: T) => void): void {
  const methods = owner as Record<string, (...args: unknown[]) => unknown>;
  const own = methods[name] as (typeof methods)[string];
  const worked = safely(work);
  methods[name] = function (this: unknown, ...args) {
    const result = own.apply(this, args);
    worked(this as T);
    return result;
  };
}
