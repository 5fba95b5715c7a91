// What the page's own scripts may ask of the snippet: `leaseline('ready', ...)`. Documented in docs/website.md.
import { safely } from './safely.ts';

export type Commands = Record<string, (argument: never) => unknown>;

type Leaseline = (command: string, argument: never) => unknown;

/** Offers `commands` to the page, and does what it has asked for so far. */
export function offerPageApi(commands: Commands): void {
  const owner = window as unknown as { leaseline?: Leaseline & { q?: Parameters<Leaseline>[] } };
  const leaseline = safely<Parameters<Leaseline>, unknown>((command, argument) =>
    commands[command]?.(argument),
  );
  const queue = owner.leaseline?.q ?? [];
  owner.leaseline = leaseline;
  for (const asked of queue) leaseline(...asked);
}
