// Plays events into a call book and puts the changes into words, one line each.
import type { CallChange } from '../../src/core/call.ts';
import { CallBook, type CallBookOptions } from '../../src/core/call-book.ts';
import type { CallEvent } from '../../src/core/call-event.ts';
import { DidCatalogue, type DidRole } from '../../src/core/did-catalogue.ts';
import type { E164 } from '../../src/core/e164.ts';
import { e164 } from './builders.ts';
import { ScriptedBox } from './call-events.ts';

export const OUR_DID = e164('+74951230001');
export const OTHER_DID = e164('+74951230002');

export function aCatalogue(dids: readonly E164[] = [OUR_DID, OTHER_DID], country = 'RU'): DidCatalogue {
  const role: DidRole = { kind: 'pool', pool: 'moscow' };
  return new DidCatalogue(country, new Map(dids.map((did) => [did, role])));
}

export function aCallBook(options: Partial<CallBookOptions> = {}): CallBook {
  return new CallBook({
    pbx: 'office',
    country: 'RU',
    catalogue: aCatalogue(),
    trunkContexts: ['from-trunk'],
    ...options,
  });
}

export function play(book: CallBook, events: readonly CallEvent[]): CallChange[] {
  return events.flatMap((event) => book.apply(event));
}

/** `started`, `answered by PJSIP/agent1`, `ended missed no-answer` ... */
export function inWords({ type, call }: CallChange): string {
  switch (type) {
    case 'started':
      return `started ${call.did}`;
    case 'answered':
      return `answered by ${call.agents.join(', ')}`;
    case 'changed':
      return 'changed';
    case 'ended':
      return `ended ${call.outcome} ${call.end}`;
  }
}

/** The changes of every call on a box where `script` happens. */
export function told(script: (box: ScriptedBox) => void): string[] {
  const box = new ScriptedBox();
  script(box);
  return play(aCallBook(), box.events).map(inWords);
}

/** A call to OUR_DID began. */
export const STARTED = `started ${OUR_DID}`;
