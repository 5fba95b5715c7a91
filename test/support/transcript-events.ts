// The call events of a recorded transcript, 100 ms apart, without a socket in between.
import { readdirSync } from 'node:fs';
import type { RawMessage } from '../../src/adapters/asterisk/ami/raw-message.ts';
import { toCallEvent } from '../../src/adapters/asterisk/ami/to-call-event.ts';
import type { CallEvent, Channel } from '../../src/core/call-event.ts';
import { messagesOf, transcript } from './fake-ami-transcript.ts';
import { NOON } from './fake-clock.ts';

const PREFIX = 'asterisk-22-';

/** Names of the transcripts in which something happens: answers to a single action have no Newchannel. */
export function callTranscripts(): string[] {
  const files = readdirSync(new URL('../fixtures/ami/', import.meta.url));
  return files
    .filter((file) => file.startsWith(PREFIX) && file.endsWith('.ami'))
    .map((file) => file.slice(PREFIX.length, -'.ami'.length))
    .filter((name) => transcript(name).includes('Event: Newchannel'));
}

export function eventsIn(name: string): CallEvent[] {
  const channels = new Map<string, Channel>();
  const events: CallEvent[] = [];
  for (const headers of messagesOf(transcript(name))) {
    const event = toCallEvent(parsed(headers), NOON + events.length * 100, channels);
    if (event === null || event === 'malformed') continue;
    if ('channel' in event && event.channel) channels.set(event.channel.uniqueid, event.channel);
    events.push(event);
  }
  return events;
}

/** As the asterisk-manager package gives it. */
function parsed(headers: readonly (readonly [name: string, value: string])[]): RawMessage {
  const message: Record<string, unknown> = {};
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    if (key === 'variable') {
      const [variable = '', ...rest] = value.split('=');
      message[key] = { [variable]: rest.join('=') };
    } else message[key] ??= value;
  }
  return message;
}
