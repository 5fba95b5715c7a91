// What the page's own scripts may ask of the snippet: `leaseline('ready', ...)`. Documented in docs/website.md.
import type { LeasedNumber } from '../src/wire/lease.ts';
import { on, safely } from './safely.ts';

/** What the visitor is shown now; no numbers: the page shows its own. */
export interface LentNumbers {
  numbers: readonly LeasedNumber[];
  visit_code: string;
}

export type Commands = Record<string, (argument: never) => unknown>;

/**
 * Offers `commands` to the page, and those that only ask what is lent.
 * @returns what to call when something else is shown
 */
export function offerPageApi(commands: Commands): (lent: LentNumbers) => void {
  let lent: LentNumbers | undefined;
  const emit = (name: string) =>
    document.dispatchEvent(new CustomEvent(`leaseline:${name}`, { detail: lent }));
  const all: Commands = {
    ready(work: (lent: LentNumbers) => void) {
      if (lent) work(lent);
      else on(document, 'leaseline:ready', () => work(lent as LentNumbers));
    },
    number: (printed?: string) => lent?.numbers.find(({ replace }) => !printed || replace === printed),
    visitCode: () => lent?.visit_code,
    ...commands,
  };
  const owner = window as unknown as {
    leaseline?: ((name: string, argument: never) => unknown) & { q?: [string, never][] };
  };
  const queue = owner.leaseline?.q ?? [];
  const leaseline = safely((name: string, argument: never) => all[name]?.(argument));
  owner.leaseline = leaseline;
  for (const [name, argument] of queue) leaseline(name, argument);
  return (next) => {
    const isFirst = !lent;
    lent = next;
    if (isFirst) emit('ready');
    emit('number');
  };
}
