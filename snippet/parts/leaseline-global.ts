// What the parts that hang on the script's public side see of it.
import type { LeasedNumber } from '../../src/wire/lease.ts';
import type { SnippetSettings } from '../../src/wire/snippet-settings.ts';

declare global {
  /** The build's footer passes what the server puts in. */
  const LEASELINE: Pick<SnippetSettings, 'publish' | 'selectors'>;
  interface Window {
    leaseline(command: 'ready', work: (lent: Lent) => void): void;
    leaseline(command: 'number', name?: string): LeasedNumber | undefined;
  }
  interface DocumentEventMap {
    'leaseline:number': CustomEvent<Lent>;
    'leaseline:intent': CustomEvent<Lent>;
  }
}

export interface Lent {
  readonly numbers: readonly LeasedNumber[];
  readonly visit_code: string;
}
