// Places a test call by AMI's Originate and watches for it to come in again. Needs write = originate.
import { randomUUID } from 'node:crypto';
import type { Channel } from '../../../core/call-event.ts';
import type { DidMatcher } from '../../../core/did-catalogue.ts';
import type { E164 } from '../../../core/e164.ts';
import type { Millis } from '../../../core/millis.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { TestCall, TestCaller } from '../../../ports/test-caller.ts';
import { AmiConnection } from './ami-connection.ts';
import { AmiFault } from './ami-fault.ts';
import { header, type RawMessage } from './raw-message.ts';
import { toCallEvent } from './to-call-event.ts';

/** A refused call may have come in all the same: a busy one, say. Its events are on their way. */
const AFTER_REFUSAL: Millis = 2_000;

export interface AmiTestCallerOptions {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly secret: string;
  /** What to dial: `PJSIP/{number}@trunk`; `{number}` is +74951230001, `{digits}` 74951230001. */
  readonly channel: string;
  /** The number to show. */
  readonly caller: E164;
  /** How long to wait for the call to come in. */
  readonly within: Millis;
  readonly catalogue: DidMatcher;
  readonly clock: Clock;
}

export class AmiTestCaller implements TestCaller {
  readonly #options: AmiTestCallerOptions;

  constructor(options: AmiTestCallerOptions) {
    this.#options = options;
  }

  async call(did: E164): Promise<TestCall> {
    const { host, port, username, secret, clock } = this.#options;
    const watch = new Watch(did, this.#options.catalogue);
    const onEvent = (event: RawMessage) => watch.take(event, clock.now());
    const connection = new AmiConnection({ host, port, username, secret, clock, onEvent });
    try {
      await connection.open();
      await connection.request('Events', { EventMask: 'call,dialplan' });
      const dialledAt = clock.now();
      await connection.request('Originate', this.#originate(did, watch.ownId));
      return await this.#outcome(watch, dialledAt);
    } catch (error) {
      return { outcome: 'not-placed', reason: AmiFault.of(error).message };
    } finally {
      connection.close(new AmiFault('stopped', 'stopped'));
      await connection.closed;
    }
  }

  #originate(did: E164, ownId: string): Record<string, string> {
    const { channel, caller, within } = this.#options;
    return {
      Channel: channel.replaceAll('{number}', did).replaceAll('{digits}', did.slice(1)),
      ChannelId: ownId,
      // Should anybody answer after all, they are not kept on the line.
      Application: 'Hangup',
      CallerID: caller,
      // Asterisk takes it back then, whether it came in or not.
      Timeout: String(within),
      Async: 'true',
    };
  }

  async #outcome(watch: Watch, dialledAt: Millis): Promise<TestCall> {
    const { clock, within } = this.#options;
    const pause = (length: Millis) =>
      new Promise<null>((resolve) => clock.after(length, () => resolve(null)));
    const refused = watch.refused.then(() => pause(AFTER_REFUSAL));
    const cameIn = await Promise.race([watch.cameIn, refused, pause(within)]);
    if (cameIn === null) return { outcome: 'lost', refusal: watch.refusal };
    return { outcome: 'came-back', after: clock.now() - dialledAt, caller: cameIn.callerNumber };
  }
}

/** Waits for a channel that comes in for the DID. Whoever it is, the DID works. */
class Watch {
  readonly ownId = `leaseline-health-${randomUUID()}`;
  readonly cameIn: Promise<Channel>;
  readonly refused: Promise<void>;
  readonly #did: E164;
  readonly #catalogue: DidMatcher;
  readonly #inbound = new Map<string, Channel>();
  #refusal: string | null = null;
  #settleCameIn: (channel: Channel) => void = () => {};
  #settleRefused: () => void = () => {};

  constructor(did: E164, catalogue: DidMatcher) {
    this.#did = did;
    this.#catalogue = catalogue;
    this.cameIn = new Promise((settle) => {
      this.#settleCameIn = settle;
    });
    this.refused = new Promise((settle) => {
      this.#settleRefused = settle;
    });
  }

  /** What the trunk answered; null while it did not refuse. */
  get refusal(): string | null {
    return this.#refusal;
  }

  take(message: RawMessage, at: Millis): void {
    if (header(message, 'event') === 'OriginateResponse' && header(message, 'response') === 'Failure') {
      this.#refusal = `reason ${header(message, 'reason') ?? 'unknown'}`;
      this.#settleRefused();
      return;
    }
    const event = toCallEvent(message, at, this.#inbound);
    if (event === null || event === 'malformed') return;
    if (event.type === 'channel-created') {
      const { uniqueid, state } = event.channel;
      // A channel that comes in begins at Ring, one that goes out at Down.
      if (state !== 'ring' || uniqueid === this.ownId) return;
      this.#inbound.set(uniqueid, event.channel);
      this.#look(event.channel, event.channel.exten);
    } else if (event.type === 'extension-entered') {
      this.#look(event.channel, event.channel.exten);
    } else if (event.type === 'variable-set' && event.name.replace(/^_+/, '') === 'FROM_DID') {
      this.#look(event.channel, event.value);
    }
  }

  #look(channel: Channel, shown: string): void {
    if (!this.#inbound.has(channel.uniqueid)) return;
    if (this.#catalogue.match(shown) === this.#did) this.#settleCameIn(channel);
  }
}
