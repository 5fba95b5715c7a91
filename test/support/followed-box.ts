// One follower of a box: a telephony and its call book, over a wire of their own that a test can disturb.
import { AmiTelephony } from '../../src/adapters/asterisk/ami/ami-telephony.ts';
import { SystemClock } from '../../src/adapters/system/system-clock.ts';
import type { Call, CallChange } from '../../src/core/call.ts';
import type { CallBook } from '../../src/core/call-book.ts';
import type { DidMatcher } from '../../src/core/did-catalogue.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { until } from './fake-ami.ts';
import { Wire } from './fake-ami-wire.ts';
import { aCallBook, aCatalogue } from './played-calls.ts';

const SILENT = { info() {}, warn() {}, error() {} };

export interface FollowedBoxOptions {
  readonly ami: { readonly port: number; readonly username: string; readonly secret: string };
  readonly clock?: Clock;
  readonly catalogue?: DidMatcher;
}

/** Several may follow one box at once: one of them undisturbed, to tell what really happened. */
export class FollowedBox implements AsyncDisposable {
  readonly wire: Wire;
  /** Every call's latest state, by id. */
  readonly calls = new Map<string, Call>();
  /** Snapshots so far, and how many links were lost. */
  ups = 0;
  downs = 0;
  events = 0;
  malformed = 0;
  readonly #options: FollowedBoxOptions;
  #book: CallBook;
  #telephony: AmiTelephony | null = null;

  static async start(options: FollowedBoxOptions): Promise<FollowedBox> {
    const followed = new FollowedBox(options);
    await followed.wire.mend();
    followed.#follow();
    await until(() => followed.ups === 1, 15_000);
    return followed;
  }

  private constructor(options: FollowedBoxOptions) {
    this.#options = options;
    this.wire = new Wire(options.ami.port);
    this.#book = this.#newBook();
  }

  /** The wire breaks and is whole again at once; resolves when the link is back. */
  async cut(): Promise<void> {
    const { ups } = this;
    await this.wire.cut();
    await this.wire.mend();
    await until(() => this.ups > ups, 15_000);
  }

  /** What a restart of the service does to its calls: those open come back from the disk as they were last saved. */
  async restart(): Promise<void> {
    const { ups } = this;
    await this.#telephony?.stop();
    this.#book = this.#newBook();
    this.#book.restore([...this.calls.values()]);
    this.#follow();
    await until(() => this.ups > ups, 15_000);
  }

  /** Calls that are not over. */
  get open(): readonly Call[] {
    return [...this.calls.values()].filter(({ state }) => state !== 'ended');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#telephony?.stop();
    await this.wire.cut();
  }

  #newBook(): CallBook {
    return aCallBook({ catalogue: this.#options.catalogue ?? aCatalogue() });
  }

  #newTelephony(): AmiTelephony {
    const { ami, clock = new SystemClock(SILENT) } = this.#options;
    const counters = {
      eventReceived: () => void this.events++,
      malformedDropped: () => void this.malformed++,
      reconnected: () => {},
    };
    const { port } = this.wire;
    return new AmiTelephony({ pbx: 'office', host: '127.0.0.1', ...ami, port, clock, log: SILENT, counters });
  }

  #follow(): void {
    const book = this.#book;
    // Only now is the wire's port known.
    this.#telephony = this.#newTelephony();
    const note = (changes: readonly CallChange[]) => {
      for (const { call } of changes) this.calls.set(call.id, call);
    };
    this.#telephony.start({
      linkUp: (snapshot) => {
        note(book.reconcile(snapshot));
        this.ups += 1;
      },
      looked: (snapshot) => note(book.look(snapshot)),
      linkDown: () => {
        this.downs += 1;
      },
      event: (event) => note(book.apply(event)),
    });
  }
}
