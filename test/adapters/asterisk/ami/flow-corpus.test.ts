// Every flow of docs/call-flows.md as a real Asterisk 16 and 22 told it, whole and torn to pieces: the same right records.

import { readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Call } from '../../../../src/core/call.ts';
import type { E164 } from '../../../../src/core/e164.ts';
import { cutAt, randomPositions } from '../../../support/cut-bytes.ts';
import { until } from '../../../support/fake-ami.ts';
import { END, linkedSimulator } from '../../../support/linked-simulator.ts';
import { aCallBook, aCatalogue, play } from '../../../support/played-calls.ts';
import { callFlows } from '../../../system/support/call-flows.ts';

const CHUNK = 64 * 1024;

const fixture = (name: string) => readFileSync(new URL(`../../../fixtures/ami/${name}`, import.meta.url));

const on = linkedSimulator();

async function callsOf(pieces: readonly Uint8Array[], dids: readonly E164[]): Promise<readonly Call[]> {
  const { events } = on.watched.listener;
  for (const piece of [...pieces, Buffer.from(END)]) {
    on.pbx.ami.send(piece);
    // Apart in time, so that they are read apart.
    await nextTurn();
  }
  await until(() => JSON.stringify(events.at(-1) ?? null).includes('the-end'), 60_000);
  const book = aCallBook({ catalogue: aCatalogue(dids) });
  const changes = play(book, events.slice(0, -1));
  expect(on.watched.counted.malformed).toBe(0);
  expect([...book.open]).toEqual([]);
  return changes.filter(({ type }) => type === 'ended').map(({ call }) => call);
}

/** As the flows' table writes a record; calls of one flow in the order in which they came. */
function records(calls: readonly Call[], flows: Readonly<Record<string, string>>) {
  const ours = [...calls].sort((one, two) => serial(one) - serial(two));
  const told = new Map<string, unknown[]>();
  for (const { did, outcome, end, agents, redirectedFrom } of ours) {
    const flow = flows[did] ?? did;
    const letters = agents.map((agent) => agent.replace(`PJSIP/${flow}-`, ''));
    const record = { outcome, end, agents: letters, redirectedFrom };
    told.set(flow, [...(told.get(flow) ?? []), record]);
  }
  return Object.fromEntries(told);
}

function serial({ id }: Call): number {
  return Number(id.split('.').at(-1));
}

function expectedRecords(flows: Readonly<Record<string, string>>) {
  const recorded = new Set(Object.values(flows));
  const table = callFlows.filter((flow) => recorded.has(flow.name) && flow.records.length > 0);
  return Object.fromEntries(
    table.map(({ name, records: all }) => [
      name,
      all.map(({ outcome, end, agents, redirectedFrom = null }) => ({
        outcome,
        end,
        agents,
        redirectedFrom,
      })),
    ]),
  );
}

describe.each([22, 16])('every flow on Asterisk %i', (version) => {
  const bytes = gunzipSync(fixture(`flows-asterisk-${version}.ami.gz`));
  const flows = JSON.parse(fixture(`flows-asterisk-${version}.json`).toString()) as Record<string, string>;
  const dids = Object.keys(flows) as E164[];
  const everyChunk = Array.from({ length: Math.ceil(bytes.length / CHUNK) - 1 }, (_, n) => (n + 1) * CHUNK);

  test('whole', async () => {
    const calls = await callsOf(cutAt(bytes, everyChunk), dids);
    expect(records(calls, flows)).toEqual(expectedRecords(flows));
  });

  test.each([1, 2])('cut at 2,000 random bytes, seed %i', async (seed) => {
    const positions = [...everyChunk, ...randomPositions(seed, 2_000, bytes.length)].sort((a, b) => a - b);
    const calls = await callsOf(cutAt(bytes, positions), dids);
    expect(records(calls, flows)).toEqual(expectedRecords(flows));
  });
});
