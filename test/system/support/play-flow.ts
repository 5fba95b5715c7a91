// Plays one flow on its bed, and tells what the phones saw of it by their own clocks.
import { setTimeout as sleep } from 'node:timers/promises';
import type { AsteriskBed } from './asterisk.ts';
import type { FlowCall } from './call-flow.ts';
import type { PlacedFlow } from './flow-bed.ts';
import { type CallResult, placeCall, startAgent, type Talk } from './sipp.ts';

export interface SeenCall {
  readonly call: FlowCall;
  readonly caller: string;
  readonly result: CallResult;
}

export interface SeenFlow {
  readonly calls: readonly SeenCall[];
  /** Conversations of each phone, the one that called inside included, by its letter. */
  readonly talks: Readonly<Record<string, readonly Talk[]>>;
}

export async function playFlow(placed: PlacedFlow, bed: AsteriskBed): Promise<SeenFlow> {
  const parties: AsyncDisposable[] = [];
  try {
    return await play(placed, bed, parties);
  } finally {
    await Promise.all(parties.map((party) => party[Symbol.asyncDispose]()));
  }
}

async function play(
  { flow, place, caller: callerOf }: PlacedFlow,
  bed: AsteriskBed,
  parties: AsyncDisposable[],
): Promise<SeenFlow> {
  const behaviours = Object.entries(flow.phones?.(place) ?? {});
  const phones = await Promise.all(
    behaviours.map(async ([phone, does]) => {
      const agent = await startAgent({ port: place.port(phone), ...does });
      parties.push(agent);
      return [phone, agent] as const;
    }),
  );
  const calls = await Promise.all(
    (flow.calls ?? [{ talkForMs: 1_500 }]).map(async (call, n) => {
      const caller = callerOf(call, n);
      await sleep(call.afterMs ?? 0);
      const dialled = call.dials?.(place) ?? place.exten;
      const running = await placeCall({
        ...call,
        sipPort: bed.sipPort,
        did: call.dials === undefined ? place.did : dialled,
        dialled,
        caller,
        headers: call.headers?.(place) ?? [],
      });
      parties.push(running);
      return { call, caller, result: await running.ended };
    }),
  );
  const talks: Record<string, readonly Talk[]> = {};
  for (const [phone, agent] of phones) talks[phone] = await agent.talks();
  for (const { call, result } of calls) {
    const { answeredAt, endedAt } = result;
    if (call.from !== undefined && answeredAt !== null)
      talks[call.from] = [{ from: answeredAt, to: endedAt }];
  }
  return { calls, talks };
}
