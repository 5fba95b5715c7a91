// Compares the record of a call with what its flow expects and what SIPp saw by its own clock.
import type { WireCall } from '../../../src/wire/call.ts';
import type { ExpectedRecord } from './call-flow.ts';
import type { PlacedFlow } from './flow-bed.ts';
import type { SeenCall, SeenFlow } from './play-flow.ts';
import type { Talk } from './sipp.ts';

/** A busy machine delays SIPp's log and Asterisk's events; a wrong sum is off by whole seconds in these flows. */
const CLOCKS_AGREE_MS = 1_200;

/** `answered (caller-hung-up); a, b`: how the page shows a record, expected or got. */
export function inWords(record: Omit<ExpectedRecord, 'apartMs'>): string {
  const more = [
    record.agents.join(', '),
    record.callerName && `caller ${record.callerName}`,
    record.redirectedFrom && `redirected from ${record.redirectedFrom}`,
    record.recording && `recording ${record.recording}`,
  ].filter(Boolean);
  return [`${record.outcome} (${record.end})`, ...more].join('; ');
}

/** The record in the words of the flow's table; what is wrong with its numbers and times stands at the end. */
export function gotInWords(
  placed: PlacedFlow,
  expected: ExpectedRecord,
  call: WireCall,
  seen: SeenCall,
  talks: SeenFlow['talks'],
): string {
  const own = `PJSIP/${placed.flow.name}-`;
  const { caller_name, redirected_from, recording } = call;
  const words = inWords({
    outcome: call.outcome ?? 'unknown',
    end: call.end ?? 'lost',
    agents: call.agents.map((agent) => (agent.startsWith(own) ? agent.slice(own.length) : agent)),
    ...(caller_name !== null && { callerName: caller_name }),
    ...(redirected_from !== null && { redirectedFrom: redirected_from }),
    ...(recording !== null && { recording: recording.split('/').at(-1) ?? '' }),
  });
  const wrong = [
    call.state !== 'ended' && `state ${call.state}`,
    call.did !== placed.place.did && `did ${call.did}`,
    call.caller !== seen.caller && `caller ${call.caller}`,
    clockFault('wait_s', call.wait_s, waitedMs(expected, seen, talks)),
    clockFault('talk_s', call.talk_s, talkedMs(expected, seen, talks)),
  ].filter(Boolean);
  return [words, ...wrong].join('; WRONG ');
}

function clockFault(name: string, seconds: number | null, ms: number): string | false {
  const equal = seconds !== null && Math.abs(seconds * 1_000 - ms) < CLOCKS_AGREE_MS;
  return !equal && `${name} ${seconds} for ${(ms / 1_000).toFixed(1)}`;
}

/** From the INVITE to the first answer by a person, or to the end. */
function waitedMs(expected: ExpectedRecord, seen: SeenCall, talks: SeenFlow['talks']): number {
  const { calledAt, endedAt } = seen.result;
  const [first] = heard(expected, seen, talks);
  return (first?.[0] ?? endedAt ?? 0) - (calledAt ?? 0);
}

/** The time in which at least one of the people had the caller on the line. */
function talkedMs(expected: ExpectedRecord, seen: SeenCall, talks: SeenFlow['talks']): number {
  let talked = -(expected.apartMs ?? 0);
  let until = 0;
  const spans = heard(expected, seen, talks);
  for (const [from, to] of spans) {
    talked += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return spans.length === 0 ? 0 : talked;
}

/** Conversations of the expected agents while the caller was there, in order. */
function heard(expected: ExpectedRecord, { result }: SeenCall, talks: SeenFlow['talks']): [number, number][] {
  if (expected.agents.length === 0) return [];
  const named = expected.agents.flatMap((agent) => talks[agent] ?? []);
  // A queue tells members by name: whichever phone it was.
  const all: readonly Talk[] = named.length > 0 ? named : Object.values(talks).flat();
  // In an office that answers first, agents are known to be there only from the caller's answer on.
  const from = result.answeredAt ?? 0;
  const end = result.endedAt ?? 0;
  return all
    .map((talk): [number, number] => [Math.max(talk.from, from), Math.min(talk.to ?? end, end)])
    .filter(([start, to]) => to > start)
    .sort((one, two) => one[0] - two[0]);
}
