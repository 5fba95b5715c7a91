// Writes down the calls that people on one Asterisk box make, so that a missed caller counts as called back.
import type { CallEvent, PbxSnapshot } from '../core/call-event.ts';
import type { OutboundBook, OutboundCall } from '../core/outbound-book.ts';
import type { CallBacks } from '../ports/call-backs.ts';

export class OutboundCalls {
  readonly #book: OutboundBook;
  readonly #callBacks: Pick<CallBacks, 'save'>;

  constructor(book: OutboundBook, callBacks: Pick<CallBacks, 'save'>) {
    this.#book = book;
    this.#callBacks = callBacks;
  }

  event(event: CallEvent): void {
    this.#save(this.#book.apply(event));
  }

  seen(snapshot: PbxSnapshot): void {
    this.#save(this.#book.reconcile(snapshot));
  }

  #save(calls: readonly OutboundCall[]): void {
    for (const call of calls) this.#callBacks.save(call);
  }
}
