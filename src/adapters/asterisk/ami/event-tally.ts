// Counts the events that arrive, and notes where channels come in.
import type { HeardEvents } from '../../../core/pbx-survey.ts';
import { header, type RawMessage } from './raw-message.ts';

/** A busy box must not fill the memory. */
const MOST_PLACES = 1_000;

export class EventTally {
  readonly #events = new Map<string, number>();
  readonly #places = new Map<string, { context: string; exten: string }>();
  /** Channels that came in since we listen. */
  readonly #cameIn = new Set<string>();
  #booted = false;
  #tell: () => void = () => {};

  take(message: RawMessage): void {
    const name = header(message, 'event');
    if (name === null) return;
    if (name === 'FullyBooted') this.#booted = true;
    else this.#events.set(name, (this.#events.get(name) ?? 0) + 1);
    const uniqueid = header(message, 'uniqueid') ?? '';
    if (name === 'Newchannel' && header(message, 'channelstatedesc') === 'Ring') {
      this.#cameIn.add(uniqueid);
      this.#note(message);
    } else if (name === 'Newexten' && this.#cameIn.has(uniqueid)) {
      this.#note(message);
    } else if (name === 'Hangup' && this.#cameIn.delete(uniqueid)) {
      this.#tell();
    }
  }

  /** A channel that was there already: its `DNID` is what it dialled. */
  alive(message: RawMessage): void {
    if ((header(message, 'dnid') ?? '') !== '') this.#note(message);
  }

  /** Calls back when a channel has come in and is gone. Answers how to stop that. */
  onWholeCall(tell: () => void): () => void {
    this.#tell = tell;
    return () => {
      this.#tell = () => {};
    };
  }

  heard(): Omit<HeardEvents, 'listened'> {
    return {
      booted: this.#booted,
      events: Object.fromEntries(this.#events),
      places: [...this.#places.values()],
    };
  }

  #note(message: RawMessage): void {
    const context = header(message, 'context') ?? '';
    const exten = header(message, 'dnid') || header(message, 'exten') || '';
    if (context === '' || this.#places.size >= MOST_PLACES) return;
    this.#places.set(`${context} ${exten}`, { context, exten });
  }
}
