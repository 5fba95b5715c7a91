// Every flow of the table on a real Asterisk 16 and 22: the record must be the expected one, as docs/call-flows.md says.
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WatchedBoard } from '../support/watched-board.ts';
import { callFlows } from './support/call-flows.ts';
import { type FlowBed, type PlacedFlow, startFlowBed } from './support/flow-bed.ts';
import { expectedInWords, flowPage, joined } from './support/flow-page.ts';
import { gotInWords } from './support/flow-verdict.ts';
import { LeaselineProcess } from './support/leaseline-process.ts';
import { playFlow } from './support/play-flow.ts';
import type { AsteriskVersion } from './support/read-rig.ts';
import { describeOnEachAsterisk, rig } from './support/rig.ts';

const PAGE = new URL('../../docs/call-flows.md', import.meta.url);
const AT_ONCE = 6;
const wanted = (process.env['FLOWS'] ?? '').split(',').filter(Boolean);
const flows = callFlows.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const got = new Map<string, Record<string, string>>();

describeOnEachAsterisk('call flows', ['sipp'], (version) => {
  let on: FlowBed;
  let leaseline: LeaselineProcess;
  let board: WatchedBoard;

  beforeAll(async () => {
    // The whole table, whatever is played of it: a flow's place never changes.
    on = await startFlowBed(callFlows, version);
    leaseline = await LeaselineProcess.start({ ami: on.bed.ami });
    leaseline.edit((yaml) => yaml.replace('+74951230001-+74951230010', '+74951230001-+74951230099'));
    await leaseline.reload('RELOADED');
    board = await leaseline.watch();
  });
  afterAll(async () => {
    await board?.[Symbol.asyncDispose]();
    await leaseline?.[Symbol.asyncDispose]();
    await on?.[Symbol.asyncDispose]();
  });

  // Hooks run once, flows side by side.
  const next = limited(AT_ONCE);
  describe.concurrent('each as its flow expects', () => {
    test.for(flows)('$name: $what', { timeout: 300_000 }, async (flow, { expect: expectHere }) => {
      const placed = on.flows.find((each) => each.flow === flow);
      if (placed === undefined) throw new Error('unreachable');
      const words = await next(() => recordsOf(placed));
      keep(flow.name, version, words);
      expectHere(words).toBe(expectedInWords(flow));
    });
  });

  async function recordsOf(placed: PlacedFlow): Promise<string> {
    const { flow } = placed;
    const seen = await playFlow(placed, on.bed);
    const ours = seen.calls.filter(({ call }) => call.from === undefined);
    const records = await Promise.all(
      flow.records.map(async (expected, n) => {
        const call = ours[n];
        if (call === undefined) return 'not placed';
        const record = await board
          .call(({ caller, state }) => caller === call.caller && state === 'ended', 20_000)
          .catch(() => null);
        if (record === null) return `no record (${JSON.stringify(call.result)})`;
        const stored = await leaseline.call(record.id);
        return gotInWords(placed, expected, stored, call, seen.talks);
      }),
    );
    return joined(records);
  }

  test('no call is left open, and none was recorded that is not ours', async () => {
    const shown = board.messages.flatMap((message) => (message.type === 'call' ? [message.call] : []));
    const last = new Map(shown.map((call) => [call.id, call]));
    expect([...last.values()].filter(({ state }) => state !== 'ended')).toEqual([]);
    expect(last.size).toBe(flows.reduce((sum, { records }) => sum + records.length, 0));
  });
});

function keep(name: string, version: AsteriskVersion, words: string): void {
  got.set(name, { ...got.get(name), [version]: words });
}

/** Runs so many at a time: each flow is a handful of SIPp processes. */
function limited(most: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <Value>(work: () => Promise<Value>): Promise<Value> => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    try {
      return await work();
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}

const whole = wanted.length === 0 && rig.asterisk !== null && rig.asterisk16 !== null && rig.sipp !== null;

describe.runIf(whole)('docs/call-flows.md', () => {
  test('tells what the flows gave', async () => {
    const page = flowPage(flows, got);
    if (process.env['UPDATE_DOCS'] === '1') await writeFile(PAGE, page);
    expect(await readFile(PAGE, 'utf8')).toBe(page);
  });
});
