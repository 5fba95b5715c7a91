// The client of `WS /v1/live`: keeps one socket, one board, and the truth about how fresh that board is.
import type { LiveMessage } from '../../src/wire/live.ts';
import { applyLiveMessage, type Board } from './board-state.ts';
import { parseLiveMessage } from './parse-live-message.ts';

/** What a socket tells its connection. */
export interface LiveSocketEvents {
  message(data: unknown): void;
  closed(): void;
}

/** The part of WebSocket used here. */
export interface LiveSocket {
  close(): void;
}

/** Whether the server is there and still knows us: a browser hides the HTTP status of a refused WebSocket. */
export type ProbeAnswer = 'ok' | 'signed-out' | 'unreachable';

/** `asOf`: when the board was last known to be true, null when there never was one. Times in ms. */
export type LiveStatus =
  | { readonly state: 'connecting' }
  | { readonly state: 'live' }
  | { readonly state: 'lost'; readonly asOf: number | null; readonly retryAt: number | null };

export interface LiveConnectionOptions {
  openSocket(events: LiveSocketEvents): LiveSocket;
  probe(): Promise<ProbeAnswer>;
  timers: {
    now(): number;
    set(run: () => void, delayMs: number): unknown;
    clear(timer: unknown): void;
  };
  /** 0 to 1, for jitter. */
  random(): number;
  onBoard(board: Board): void;
  onMessage(message: LiveMessage): void;
  onStatus(status: LiveStatus): void;
  onSignedOut(): void;
}

const BACKOFF_FIRST_MS = 500;
const BACKOFF_MAX_MS = 15_000;
/** Only a connection that lasted this long starts the next backoff afresh. */
const STABLE_MS = 10_000;
const SNAPSHOT_DEADLINE_MS = 10_000;
/** A socket may die without a word, so silence is checked by asking over HTTP. */
const SILENCE_MS = 20_000;
/** A timer this late means that the computer slept, and its sockets with it. */
const SLEPT_MS = 120_000;

export class LiveConnection {
  readonly #options: LiveConnectionOptions;
  #socket: LiveSocket | null = null;
  #board: Board | null = null;
  #status: LiveStatus = { state: 'connecting' };
  #attempt = 0;
  /** When the board was last known to be true, and when this socket brought its snapshot. */
  #provenAt: number | null = null;
  #liveSince: number | null = null;
  #timer: unknown = null;
  /** Changes with every socket, loss and stop: an answer to an older question is dropped. */
  #epoch = 0;

  constructor(options: LiveConnectionOptions) {
    this.#options = options;
  }

  start(): void {
    this.#setStatus({ state: 'connecting' });
    this.#open();
  }

  stop(): void {
    this.#dropSocket();
  }

  /** At once, for an operator who will not wait or a computer that is online again. */
  retryNow(): void {
    if (this.#status.state === 'lost' && this.#status.retryAt !== null) this.#retry();
  }

  /** The network said that it is gone. */
  networkLost(): void {
    if (this.#status.state === 'live') this.#lose();
  }

  #open(): void {
    this.#dropSocket();
    const epoch = this.#epoch;
    // A socket that was let go may still speak for a moment.
    const current = (run: () => void) => epoch === this.#epoch && run();
    this.#socket = this.#options.openSocket({
      message: (data) => current(() => this.#receive(data)),
      closed: () => current(() => this.#lose()),
    });
    this.#setTimer(() => this.#lose(), SNAPSHOT_DEADLINE_MS);
  }

  #receive(data: unknown): void {
    const message = parseLiveMessage(data);
    const first = this.#liveSince === null;
    const step = message && applyLiveMessage(first ? null : this.#board, message);
    if (message === null || step === null || step.type === 'gap') {
      this.#lose();
      return;
    }
    this.#board = step.board;
    this.#provenAt = this.#options.timers.now();
    this.#options.onMessage(message);
    this.#options.onBoard(step.board);
    if (first) {
      this.#liveSince = this.#provenAt;
      this.#setStatus({ state: 'live' });
    }
    this.#watchSilence();
  }

  #watchSilence(): void {
    const due = this.#options.timers.now() + SILENCE_MS;
    this.#setTimer(() => {
      if (this.#options.timers.now() - due > SLEPT_MS) {
        this.#lose();
        return;
      }
      this.#ask({
        ok: () => {
          this.#provenAt = this.#options.timers.now();
          this.#watchSilence();
        },
        unreachable: () => this.#lose(),
      });
    }, SILENCE_MS);
  }

  #lose(): void {
    const { now } = this.#options.timers;
    if (this.#liveSince !== null && now() - this.#liveSince >= STABLE_MS) this.#attempt = 0;
    this.#dropSocket();
    const longest = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** this.#attempt++);
    const delay = longest / 2 + (this.#options.random() * longest) / 2;
    this.#setStatus({ state: 'lost', asOf: this.#provenAt, retryAt: now() + delay });
    this.#setTimer(() => this.#retry(), delay);
  }

  #retry(): void {
    this.#setStatus({ state: 'lost', asOf: this.#provenAt, retryAt: null });
    this.#clearTimer();
    this.#ask({ ok: () => this.#open(), unreachable: () => this.#lose() });
  }

  #ask(then: { ok(): void; unreachable(): void }): void {
    const epoch = this.#epoch;
    void this.#options.probe().then((answer) => {
      if (epoch !== this.#epoch) return;
      if (answer === 'signed-out') {
        this.#dropSocket();
        this.#options.onSignedOut();
      } else if (answer === 'ok') then.ok();
      else then.unreachable();
    });
  }

  #dropSocket(): void {
    this.#epoch++;
    this.#clearTimer();
    this.#liveSince = null;
    this.#socket?.close();
    this.#socket = null;
  }

  #setTimer(run: () => void, delayMs: number): void {
    this.#clearTimer();
    this.#timer = this.#options.timers.set(run, delayMs);
  }

  #clearTimer(): void {
    if (this.#timer !== null) this.#options.timers.clear(this.#timer);
    this.#timer = null;
  }

  #setStatus(status: LiveStatus): void {
    this.#status = status;
    this.#options.onStatus(status);
  }
}
