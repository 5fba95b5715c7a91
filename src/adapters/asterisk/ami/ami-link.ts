// One link to a box: connection, snapshot, then events, until it breaks.
import type { CallEvent, Channel, PbxSnapshot } from '../../../core/call-event.ts';
import type { Millis } from '../../../core/millis.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { TelephonyListener } from '../../../ports/telephony.ts';
import { AmiConnection } from './ami-connection.ts';
import type { AmiCounters } from './ami-counters.ts';
import { AmiFault } from './ami-fault.ts';
import type { RawMessage } from './raw-message.ts';
import { toCallEvent } from './to-call-event.ts';
import { readBootedAt, SNAPSHOT_VARIABLES, type SnapshotAnswers, toPbxSnapshot } from './to-pbx-snapshot.ts';

/** The classes of the events we read; login turns all of the user's on (Asterisk docs: ManagerAction_Events). */
const EVENT_MASK = 'call,agent,dialplan';
/** A call whose hangup never reaches us ends at the second look after it. Costs a message a live channel. */
const LOOK_EVERY: Millis = 120_000;
/** Calls of many minutes on a busy box; beyond it the snapshot is not coming. */
const MOST_WAITING = 200_000;

export interface AmiLinkOptions {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly secret: string;
  readonly clock: Clock;
  readonly counters: AmiCounters;
  readonly listener: TelephonyListener;
}

export class AmiLink {
  readonly #options: AmiLinkOptions;
  readonly #connection: AmiConnection;
  readonly #channels = new Map<string, Channel>();
  /** Events that arrived before the snapshot was whole; null from then on. */
  #waiting: CallEvent[] | null = [];
  #bootedAt: Millis | null = null;
  #upAt: Millis | null = null;
  #stopLooking: () => void = () => {};

  constructor(options: AmiLinkOptions) {
    this.#options = options;
    const { host, port, username, secret, clock } = options;
    const onEvent = (message: RawMessage) => this.#take(message);
    this.#connection = new AmiConnection({ host, port, username, secret, clock, onEvent });
  }

  /** When the snapshot was handed over; null while it was not. */
  get upAt(): Millis | null {
    return this.#upAt;
  }

  /** Runs the link to its end. @param onUp called just before the listener hears of it. @returns why it ended */
  async run(onUp: (snapshot: PbxSnapshot) => void): Promise<AmiFault> {
    try {
      await this.#connection.open();
      const snapshot = await this.#takeSnapshot();
      if (this.#connection.isOpen) {
        onUp(snapshot);
        this.#goLive(snapshot);
      }
    } catch (error) {
      this.#connection.close(AmiFault.of(error));
    }
    const fault = await this.#connection.closed;
    this.#stopLooking();
    if (this.#upAt !== null && fault.kind !== 'stopped') this.#options.listener.linkDown(fault.message);
    return fault;
  }

  /** Ends the link; its listener hears nothing more. */
  close(): void {
    this.#connection.close(new AmiFault('stopped', 'stopped'));
  }

  async #takeSnapshot(): Promise<PbxSnapshot> {
    const connection = this.#connection;
    // The package's login sends `Event:` where Asterisk reads `Events:`.
    await connection.request('Events', { EventMask: EVENT_MASK });
    const coreSettings = await connection.request('CoreSettings').catch(nullWhenDenied);
    const coreStatus = await connection.request('CoreStatus').catch(nullWhenDenied);
    return this.#whatIsAlive({ coreSettings, coreStatus });
  }

  async #whatIsAlive(box: Pick<SnapshotAnswers, 'coreSettings' | 'coreStatus'>): Promise<PbxSnapshot> {
    const status = await this.#connection.list('Status', { Variables: SNAPSHOT_VARIABLES.join(',') });
    const at = this.#options.clock.now();
    const { snapshot, malformed } = toPbxSnapshot({ ...box, at, status, bootedAt: this.#bootedAt });
    for (let dropped = 0; dropped < malformed; dropped += 1) this.#options.counters.malformedDropped();
    return snapshot;
  }

  async #look(): Promise<void> {
    try {
      this.#options.listener.looked(await this.#whatIsAlive({ coreSettings: null, coreStatus: null }));
    } catch (error) {
      this.#connection.close(AmiFault.of(error));
    }
  }

  /** In one turn of the event loop, so that no event can slip between the snapshot and its successors. */
  #goLive(snapshot: PbxSnapshot): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    this.#upAt = this.#options.clock.now();
    for (const channel of snapshot.channels) {
      if (!this.#channels.has(channel.uniqueid)) this.#channels.set(channel.uniqueid, channel);
    }
    this.#options.listener.linkUp(snapshot);
    for (const event of waiting) this.#options.listener.event(event);
    this.#stopLooking = this.#options.clock.every(LOOK_EVERY, () => void this.#look());
  }

  #take(message: RawMessage): void {
    this.#options.counters.eventReceived();
    const at = this.#options.clock.now();
    this.#bootedAt ??= readBootedAt(message, at);
    const event = toCallEvent(message, at, this.#channels);
    if (event === 'malformed') {
      this.#options.counters.malformedDropped();
    } else if (event !== null) {
      this.#remember(event);
      if (this.#waiting === null) this.#options.listener.event(event);
      else if (this.#waiting.push(event) > MOST_WAITING) {
        this.#connection.close(new AmiFault('silent', 'the snapshot of live channels never came'));
      }
    }
  }

  #remember(event: CallEvent): void {
    if (event.type === 'local-bridged') return;
    if (event.type === 'hangup') this.#channels.delete(event.channel.uniqueid);
    else if (event.channel !== null) this.#channels.set(event.channel.uniqueid, event.channel);
  }
}

/** Older and locked-down boxes refuse what only helps. */
function nullWhenDenied(error: unknown): null {
  if (error instanceof AmiFault && error.kind === 'denied') return null;
  throw error;
}
