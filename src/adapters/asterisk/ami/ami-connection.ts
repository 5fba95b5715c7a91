// One connection to Asterisk's manager port, from connect to close, over the asterisk-manager package.
import { randomUUID } from 'node:crypto';
import AsteriskManager from 'asterisk-manager';
import type { Millis } from '../../../core/millis.ts';
import type { Clock } from '../../../ports/clock.ts';
import { AmiFault } from './ami-fault.ts';
import { openSocket } from './open-socket.ts';
import { header, isRawMessage, type RawMessage } from './raw-message.ts';
import { safeAction } from './safe-action.ts';

const CONNECT_MS: Millis = 3_000;
/** Asterisk waits 1 s before it refuses a login (main/manager.c, action_login). */
const LOGIN_MS: Millis = 5_000;
const ACTION_MS: Millis = 10_000;
const LIST_MS: Millis = 30_000;
const PING_EVERY_MS: Millis = 15_000;
const PING_MS: Millis = 5_000;
/** The package parses an unfinished message anew at every read: far more than Asterisk ever sends, in characters. */
const LONGEST_MESSAGE = 256 * 1024;
/** A read this long means that more is waiting; libuv would make 32 such reads before it let anyone else run. */
const LONG_READ = 32 * 1024;

export interface AmiConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly secret: string;
  readonly clock: Clock;
  /** Every event that answers no action of ours, from the login on. */
  readonly onEvent: (event: RawMessage) => void;
}

interface Pending {
  readonly items: RawMessage[] | null;
  readonly settle: (outcome: RawMessage[] | AmiFault) => void;
}

/**
 * Made for one connection and thrown away with it: the package would glue half an event of the last connection to the
 * next one's greeting.
 */
export class AmiConnection {
  /** Settles when the socket is gone, with the first reason. */
  readonly closed: Promise<AmiFault>;
  readonly #options: AmiConnectionOptions;
  readonly #manager: ReturnType<typeof AsteriskManager>;
  /** The package's own disconnect() only half-closes; this destroys the socket, whatever it is doing. */
  readonly #abort = new AbortController();
  readonly #pending = new Map<string, Pending>();
  #state: 'new' | 'connecting' | 'logging-in' | 'open' | 'closed' = 'new';
  #fault: AmiFault | null = null;
  #settleClosed: (fault: AmiFault) => void = () => {};
  #cancelTimer: () => void = () => {};
  #heard = 0;
  #unfinished = 0;

  constructor(options: AmiConnectionOptions) {
    this.#options = options;
    this.#manager = AsteriskManager(null, null, options.username, options.secret);
    this.closed = new Promise((settle) => {
      this.#settleClosed = settle;
    });
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  /** Connects and logs in. @throws AmiFault */
  async open(): Promise<void> {
    if (this.#state !== 'new') throw this.#fault ?? new AmiFault('closed', 'the connection was used before');
    const { host, port, username, secret } = this.#options;
    safeAction('Login', { Username: username, Secret: secret });
    this.#state = 'connecting';
    const manager = this.#manager;
    // The package emits each message again under a name that the message chooses: an event called `error` or `close`
    // would pass for one of the socket's, one called `rawevent` would be emitted for ever. So we take its parser's
    // output, and its dispatcher never sees any.
    manager.removeAllListeners('rawevent');
    manager.on('rawevent', (message) => this.#receive(message));
    manager.on('error', (error) => this.close(new AmiFault('unreachable', messageOf(error))));
    manager.on('close', () => {
      this.close(new AmiFault('closed', this.#farewell()));
      this.#settleClosed(this.#fault ?? new AmiFault('closed', this.#farewell()));
    });
    this.#deadline(CONNECT_MS, new AmiFault('unreachable', `no connection within ${CONNECT_MS} ms`));
    await new Promise<void>((resolve, reject) => {
      this.#abort.signal.addEventListener('abort', () => reject(this.#fault), { once: true });
      const opened = openSocket(() => {
        manager.connect({ host, port, signal: this.#abort.signal }, undefined, () => this.#login(resolve));
      });
      opened?.on('data', (chunk: string) => {
        this.#unfinished += chunk.length;
        if (this.#unfinished > LONGEST_MESSAGE) {
          this.close(new AmiFault('garbled', 'a message without end: is this an AMI port?'));
        } else if (chunk.length >= LONG_READ) {
          opened.pause();
          setImmediate(() => opened.resume());
        }
      });
    });
  }

  /** Sends an action. @throws AmiFault: `denied` when Asterisk answers with an error, `silent` when it does not answer. */
  async request(name: string, fields: Readonly<Record<string, string>> = {}): Promise<RawMessage> {
    const [response] = await this.#send(name, fields, null, ACTION_MS);
    return response ?? {};
  }

  /** Sends an action that Asterisk answers with a list of events, closed by one with `EventList: Complete`. */
  async list(name: string, fields: Readonly<Record<string, string>> = {}): Promise<RawMessage[]> {
    return this.#send(name, fields, [], LIST_MS);
  }

  /** Ends the connection; `closed` settles a moment later. Only the first reason counts. */
  close(fault: AmiFault): void {
    if (this.#state === 'closed') return;
    const before = this.#state;
    this.#state = 'closed';
    this.#fault = fault;
    this.#cancelTimer();
    for (const pending of this.#pending.values()) pending.settle(fault);
    this.#abort.abort();
    if (before === 'new') this.#settleClosed(fault);
  }

  #login(done: () => void): void {
    if (this.#state !== 'connecting') return;
    this.#state = 'logging-in';
    this.#deadline(LOGIN_MS, new AmiFault('silent', `no answer to the login within ${LOGIN_MS} ms`));
    // Without a login of its own the package holds back every action.
    this.#manager.login((refusal) => {
      if (this.#state !== 'logging-in') return;
      if (isRawMessage(refusal)) {
        this.close(new AmiFault('refused', header(refusal, 'message') ?? 'login refused'));
        return;
      }
      this.#state = 'open';
      this.#cancelTimer();
      this.#cancelTimer = this.#options.clock.every(PING_EVERY_MS, () => void this.#ping());
      done();
    });
  }

  /** Finds a half-open connection: TCP alone would notice after minutes, or never while we send nothing. */
  async #ping(): Promise<void> {
    const heard = this.#heard;
    const fault = new AmiFault('silent', `no answer to a Ping within ${PING_MS} ms`);
    await this.#send('Ping', {}, null, PING_MS).catch(() => {
      // After a standstill of ours the timer comes before what waits in the socket: read that first.
      setImmediate(() => {
        // A flood of events may hold the answer back; the link is alive all the same.
        if (heard === this.#heard) this.close(fault);
      });
    });
  }

  #send(
    name: string,
    fields: Readonly<Record<string, string>>,
    items: RawMessage[] | null,
    deadline: Millis,
  ): Promise<RawMessage[]> {
    return new Promise((resolve, reject) => {
      if (this.#state !== 'open') throw this.#fault ?? new AmiFault('closed', 'not connected');
      const action = safeAction(name, fields);
      // The package's ids are the time in ms, and event names on its emitter: ours cannot be met by chance.
      const id = randomUUID();
      const settle = (outcome: RawMessage[] | AmiFault) => {
        this.#pending.delete(id);
        this.#manager.removeAllListeners(id);
        cancel();
        if (outcome instanceof AmiFault) reject(outcome);
        else resolve(outcome);
      };
      const cancel = this.#options.clock.after(deadline, () =>
        settle(new AmiFault('silent', `no answer to ${name} within ${deadline} ms`)),
      );
      this.#pending.set(id, { items, settle });
      this.#manager.action({ ...action, actionid: id });
    });
  }

  #receive(message: unknown): void {
    this.#heard += 1;
    this.#unfinished = 0;
    if (this.#state === 'closed' || !isRawMessage(message)) return;
    const id = header(message, 'actionid') ?? '';
    const pending = this.#pending.get(id);
    const response = header(message, 'response');
    if (pending !== undefined) {
      answer(pending, message, response);
    } else if (response === null) {
      // The package calls back a tick after the login's answer; events may follow that answer in the same read.
      this.#options.onEvent(message);
    } else if (this.#state === 'logging-in' && /^\d+$/.test(id)) {
      // The login's id is the package's own, so its callback must be told the package's way.
      this.#manager.emit(id, isError(response) ? message : undefined, message);
    }
  }

  #deadline(ms: Millis, fault: AmiFault): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.after(ms, () => this.close(fault));
  }

  #farewell(): string {
    return this.#state === 'open'
      ? 'Asterisk closed the connection'
      : 'the connection was closed before the login was answered';
  }
}

function answer(pending: Pending, message: RawMessage, response: string | null): void {
  if (response !== null) {
    if (isError(response))
      pending.settle(new AmiFault('denied', header(message, 'message') ?? 'action refused'));
    else if (pending.items === null) pending.settle([message]);
  } else if (header(message, 'eventlist')?.toLowerCase() === 'complete') {
    pending.settle(pending.items ?? []);
  } else {
    pending.items?.push(message);
  }
}

function isError(response: string): boolean {
  return response.toLowerCase() === 'error';
}

/** Node's error for several addresses tried in vain has a code and no message. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message !== '' ? error.message : 'code' in error ? String(error.code) : error.name;
}
