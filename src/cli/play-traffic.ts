// Runs a replay to its end without keeping the rest of the process waiting.
import type { Recorded } from '../core/recorded-traffic.ts';
import { Replay, type ReplayOptions } from '../simulation/replay.ts';
import type { ReplayTally } from '../simulation/replay-tally.ts';

/** So many visits and calls between two breaths: a Ctrl-C and printed lines get through. */
const AT_A_TIME = 20_000;

export async function playTraffic(traffic: Iterable<Recorded>, options: ReplayOptions): Promise<ReplayTally> {
  const replay = new Replay(options);
  let played = 0;
  for (const each of traffic) {
    if (each.kind === 'visit') replay.visit(each);
    else replay.call(each);
    if (++played % AT_A_TIME === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  replay.end();
  return replay.tally;
}
