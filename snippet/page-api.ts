// What the page's own scripts may ask of the snippet: `leaseline('ready', ...)`. Documented in docs/website.md.
import type { LeasedNumber } from '../src/wire/lease.ts';
import type { Consent } from '../src/wire/snippet-settings.ts';
import type { PageNumbers } from './page-numbers.ts';
import type { NumberFormat } from './rewrite-number.ts';
import { on, safely } from './safely.ts';

/** What the visitor is shown now; no numbers: the page shows its own. */
export interface LentNumbers {
  numbers: readonly LeasedNumber[];
  visit_code: string;
}

export interface PageRequests {
  page: PageNumbers;
  identify(user: string): void;
  consent(level: Consent): void;
}

type Command = (...args: never[]) => unknown;
type Queue = IArguments[];

/** @returns what to call when something else is shown */
export function offerPageApi({ page, identify, consent }: PageRequests): (lent: LentNumbers) => void {
  let lent: LentNumbers | undefined;
  const emit = (name: string) =>
    document.dispatchEvent(new CustomEvent(`leaseline:${name}`, { detail: lent }));
  const commands: Record<string, Command> = {
    ready(work: (lent: LentNumbers) => void) {
      if (lent) work(lent);
      else on(document, 'leaseline:ready', ({ detail }: CustomEvent) => work(detail));
    },
    swap: (root: Node = document) => page.watch(root),
    number: (name?: string) => lent?.numbers.find(({ replace }) => !name || replace === name),
    format: (format: NumberFormat) => page.format(format),
    identify,
    consent,
    visitCode: () => lent?.visit_code,
  };
  const owner = window as unknown as { leaseline?: ((name: string, ...args: never[]) => unknown) & { q?: Queue } };
  const queue = owner.leaseline?.q ?? [];
  const leaseline = safely((name: string, ...args: never[]) => commands[name]?.(...args));
  owner.leaseline = leaseline;
  for (const [name, ...args] of queue) leaseline(name, ...(args as never[]));
  return (next) => {
    const isFirst = !lent;
    lent = next;
    if (isFirst) emit('ready');
    emit('number');
  };
}
