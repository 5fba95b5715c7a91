// What an AMI test watches: a listener, a log and counters that remember, and a telephony wired to them.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AmiTelephony, type AmiTelephonyOptions } from '../../src/adapters/asterisk/ami/ami-telephony.ts';
import type { CallEvent, PbxSnapshot } from '../../src/core/call-event.ts';
import type { Logger } from '../../src/ports/logger.ts';
import type { TelephonyListener } from '../../src/ports/telephony.ts';

/** Everything heard, in order. */
export class RecordingListener implements TelephonyListener {
  readonly heard: string[] = [];
  readonly snapshots: PbxSnapshot[] = [];
  readonly reasons: string[] = [];
  readonly events: CallEvent[] = [];

  linkUp(snapshot: PbxSnapshot): void {
    this.heard.push('up');
    this.snapshots.push(snapshot);
  }

  looked(snapshot: PbxSnapshot): void {
    this.heard.push('looked');
    this.snapshots.push(snapshot);
  }

  linkDown(reason: string): void {
    this.heard.push('down');
    this.reasons.push(reason);
  }

  event(event: CallEvent): void {
    this.heard.push(event.type);
    this.events.push(event);
  }
}

export class RecordingLog implements Logger {
  /** `warn AMI_LINK_DOWN` */
  readonly lines: string[] = [];
  readonly messages: string[] = [];

  info(details: { id: string }, message: string): void {
    this.#write('info', details.id, message);
  }

  warn(details: { id: string }, message: string): void {
    this.#write('warn', details.id, message);
  }

  error(details: { id: string }, message: string): void {
    this.#write('error', details.id, message);
  }

  #write(level: string, id: string, message: string): void {
    this.lines.push(`${level} ${id}`);
    this.messages.push(message);
  }
}

export function watchedTelephony(
  target: Pick<AmiTelephonyOptions, 'port' | 'username' | 'secret' | 'clock'> & { host?: string },
) {
  const listener = new RecordingListener();
  const log = new RecordingLog();
  const counted = { events: 0, malformed: 0, reconnects: 0 };
  const counters = {
    eventReceived: () => void counted.events++,
    malformedDropped: () => void counted.malformed++,
    reconnected: () => void counted.reconnects++,
  };
  const telephony = new AmiTelephony({ pbx: 'office', host: '127.0.0.1', log, counters, ...target });
  return { telephony, listener, log, counted };
}

/** Lets sockets do their work until `done`; fails after `ms` of real time, whatever the test's clock says. */
export async function until(done: () => boolean, ms = 5_000): Promise<void> {
  const deadline = performance.now() + ms;
  while (!done()) {
    if (performance.now() > deadline) throw new Error(`not within ${ms} ms: ${done}`);
    await nextTurn();
  }
}
