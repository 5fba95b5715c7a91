// How many numbers for so many visits a day, before anything was recorded: by Erlang B alone.
import { erlangB, serversFor } from '../core/erlang-b.ts';
import type { Millis } from '../core/millis.ts';
import { count, erlangs, percent } from '../core/sizing.ts';

/** Of a day's visits, in its busiest hour: a site that is busy for eight to ten hours a day. */
const BUSY_HOUR_SHARE = 0.12;
const HOUR: Millis = 3_600_000;

export function planByGuess(visitsADay: number, hold: Millis, overflow: number): string {
  const arrivals = Math.ceil(visitsADay * BUSY_HOUR_SHARE);
  const offered = (arrivals * hold) / HOUR;
  const wanted = [...new Set([0.05, 0.01, 0.001, overflow])].sort((one, two) => two - one);
  const lines = [
    `${visitsADay} visits a day, each keeping a number for ${minutes(hold)}: some ${arrivals} in the busiest hour (${percent(BUSY_HOUR_SHARE)} of the day's), ${erlangs(offered)}.`,
    '',
    ...wanted.map((share) => {
      const numbers = Math.max(1, serversFor(offered, share));
      const mark = share === overflow ? '  <- wanted' : '';
      return `  at most ${percent(share).padStart(5)} see the overflow number: ${count(numbers)}${mark}`;
    }),
    '',
    `As many numbers as visitors at a time (${Math.ceil(offered)}) would turn away ${percent(erlangB(offered, Math.ceil(offered)))}.`,
    'By Erlang B, which knows no pressure: a short pool shrinks its leases and does a little better.',
    'A number is kept for the visit, the lease after its last sign, and `lease.linger`. Measured figures beat these: run `leaseline plan --config FILE` after two days of traffic.',
  ];
  return `${lines.join('\n')}\n`;
}

function minutes(length: Millis): string {
  return `${Number((length / 60_000).toFixed(1))} min`;
}
