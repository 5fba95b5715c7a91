// Telephony over AMI: keeps one link to a box up, and tells the log and the listener when it is not.
import type { PbxSnapshot } from '../../../core/call-event.ts';
import type { Millis } from '../../../core/millis.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Logger } from '../../../ports/logger.ts';
import type { Telephony, TelephonyListener } from '../../../ports/telephony.ts';
import type { AmiCounters } from './ami-counters.ts';
import type { AmiFault } from './ami-fault.ts';
import { AmiLink } from './ami-link.ts';
import { reconnectDelay } from './reconnect-delay.ts';

/** A link that broke sooner counts as one more failure in a row: a flapping box is not asked twice a second. */
const STEADY_MS: Millis = 10_000;

export interface AmiTelephonyOptions {
  /** The box's name in the configuration. */
  readonly pbx: string;
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly secret: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly counters: AmiCounters;
}

export class AmiTelephony implements Telephony {
  readonly #options: AmiTelephonyOptions;
  #running: Promise<void> | null = null;
  #link: AmiLink | null = null;
  #stopped = false;
  #wake: () => void = () => {};
  #reported: string | null = null;
  #wasUp = false;

  constructor(options: AmiTelephonyOptions) {
    this.#options = options;
  }

  get pbx(): string {
    return this.#options.pbx;
  }

  start(listener: TelephonyListener): void {
    if (this.#running !== null) throw new Error(`telephony ${this.pbx} was started before`);
    this.#running = this.#keepLinked(listener);
  }

  /** Resolves when no socket and no timer is left; the listener hears nothing from the call on. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#link?.close();
    this.#wake();
    await this.#running;
  }

  async #keepLinked(listener: TelephonyListener): Promise<void> {
    const { clock } = this.#options;
    const guarded = this.#guarded(listener);
    let failures = 0;
    let neededPerson = false;
    while (!this.#stopped) {
      const link = new AmiLink({ ...this.#options, listener: guarded });
      this.#link = link;
      const fault = await link.run((snapshot) => this.#reportUp(snapshot));
      if (this.#stopped) return;
      const steady = link.upAt !== null && clock.now() - link.upAt >= STEADY_MS;
      failures = steady || fault.needsPerson !== neededPerson ? 1 : failures + 1;
      neededPerson = fault.needsPerson;
      const delay = reconnectDelay(failures, fault.needsPerson, Math.random());
      this.#reportDown(fault, delay);
      await this.#pause(delay);
    }
  }

  async #pause(delay: Millis): Promise<void> {
    await new Promise<void>((resolve) => {
      const cancel = this.#options.clock.after(delay, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
    this.#wake = () => {};
  }

  #reportUp(snapshot: PbxSnapshot): void {
    const { pbx, log, counters } = this.#options;
    if (this.#wasUp) counters.reconnected();
    this.#wasUp = true;
    this.#reported = null;
    const { version, channels } = snapshot;
    log.info({ id: 'AMI_LINK_UP', pbx, version, channels: channels.length }, `Linked to Asterisk ${pbx}`);
  }

  /** One line a reason, not one an attempt. */
  #reportDown(fault: AmiFault, delay: Millis): void {
    const { pbx, host, port, username, log } = this.#options;
    const reason = `${fault.kind}: ${fault.message}`;
    if (reason === this.#reported) return;
    this.#reported = reason;
    const where = `${pbx} (${host}:${port})`;
    const details = { pbx, host, port, reason };
    if (fault.needsPerson) {
      const minutes = Math.round(delay / 60_000);
      const remedy =
        fault.kind === 'refused'
          ? 'check username and secret, and in manager.conf its permit and allowmultiplelogin'
          : 'give the user of manager.conf what dialplan/manager.conf.sample lists';
      log.error(
        { id: fault.kind === 'refused' ? 'AMI_LOGIN_REFUSED' : 'AMI_ACTION_DENIED', username, ...details },
        `Asterisk ${where} refuses user ${username}: ${fault.message}; ${remedy}. Next try in ${minutes} min, then less often`,
      );
      return;
    }
    log.warn(
      { id: 'AMI_LINK_DOWN', ...details },
      `No link to Asterisk ${where}: ${fault.message}; trying again every few seconds`,
    );
  }

  /** A listener's fault must not break the link, nor pass for a fault of the box. */
  #guarded(listener: TelephonyListener): TelephonyListener {
    const guard = <Value>(what: string, tell: (value: Value) => void) => {
      return (value: Value) => {
        if (this.#stopped) return;
        try {
          tell(value);
        } catch (error) {
          const { pbx, log } = this.#options;
          log.error(
            { id: 'TELEPHONY_LISTENER_FAILED', pbx, what, error },
            'A call event could not be handled',
          );
        }
      };
    };
    return {
      linkUp: guard('linkUp', (snapshot) => listener.linkUp(snapshot)),
      looked: guard('looked', (snapshot) => listener.looked(snapshot)),
      linkDown: guard('linkDown', (reason) => listener.linkDown(reason)),
      event: guard('event', (event) => listener.event(event)),
    };
  }
}
