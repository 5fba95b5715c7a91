// The missed calls of the sample history as a work list.
import type { WireCall } from '../../../src/wire/call.ts';
import type { WireMissedCaller, WireMissedList } from '../../../src/wire/missed-call.ts';

export function sampleMissed(
  history: readonly WireCall[],
  from: number,
  to: number,
  state: string | null,
): WireMissedList {
  const byCaller = new Map<string, WireCall[]>();
  for (const call of history) {
    const at = Date.parse(call.started_at);
    if (at < from || at >= to || (call.outcome !== 'missed' && call.outcome !== 'busy')) continue;
    const key = call.caller ?? call.id;
    byCaller.set(key, [...(byCaller.get(key) ?? []), call]);
  }
  const all = [...byCaller.values()].map((calls, index) => entry(calls, index, history));
  const callers = all.filter((one) => state === null || one.state === state);
  const after = all.flatMap(({ resolved }) => (resolved ? [resolved.after_s] : [])).sort((a, b) => a - b);
  return {
    callers: callers.sort((a, b) => (a.last_at < b.last_at ? 1 : -1)),
    open: all.filter((one) => one.state === 'open').length,
    median_after_s: after[Math.floor(after.length / 2)] ?? null,
  };
}

function entry(calls: readonly WireCall[], index: number, history: readonly WireCall[]): WireMissedCaller {
  const [last] = calls as [WireCall];
  const first = calls.at(-1) ?? last;
  const newest = history[0]?.started_at ?? last.started_at;
  const fresh = Date.parse(newest) - Date.parse(last.started_at) < 2 * 86_400_000;
  const state = fresh
    ? ((['open', 'called-back', 'open'] as const)[index % 3] ?? 'open')
    : index % 9 === 4
      ? 'open'
      : index % 4 === 1
        ? 'reached-us'
        : 'called-back';
  const afterS = 240 + ((index * 977) % 5_400);
  const { touchpoint } = last.attribution;
  return {
    call: last.id,
    caller: last.caller,
    caller_name: last.caller_name,
    times: calls.length,
    first_at: first.started_at,
    last_at: last.started_at,
    wait_s: last.wait_s,
    did: last.did,
    source: touchpoint?.source ?? null,
    campaign: touchpoint?.campaign ?? null,
    site: last.attribution.site,
    state,
    tries: index % 5 === 0 ? 2 : state === 'open' ? 0 : 1,
    resolved:
      state === 'open'
        ? null
        : {
            at: new Date(Date.parse(first.started_at) + afterS * 1000).toISOString(),
            agent: ['Анна Орлова', 'Олег Ким', 'PJSIP/104'][index % 3] ?? null,
            after_s: afterS,
          },
  };
}
