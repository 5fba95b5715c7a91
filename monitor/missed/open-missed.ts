// How many callers nobody has talked to yet: the badge in the navigation.
import { signal } from '@preact/signals';
import type { WireMissedList } from '../../src/wire/missed-call.ts';
import { get } from '../data/api.ts';
import { query } from '../data/query.ts';
import { endedCalls } from '../live/live-board.ts';

/** Older ones are no longer today's work. */
const LOOK_BACK_MS = 7 * 24 * 3_600_000;
const RENEW_MS = 60_000;
/** After a call has ended, the server is given a moment to file it. */
const SETTLE_MS = 1_500;

export const openMissed = signal(0);

/** Keeps the count right until the function it returns is called. */
export function watchOpenMissed(): () => void {
  let settle: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const renew = async () => {
    const from = new Date(Date.now() - LOOK_BACK_MS).toISOString();
    const answer = await get<WireMissedList>(`/v1/missed${query({ from, state: 'open' })}`);
    if (!stopped && answer.type === 'ok') openMissed.value = answer.value.open;
  };
  const renewal = setInterval(() => void renew(), RENEW_MS);
  const unwatch = endedCalls.subscribe(() => {
    clearTimeout(settle);
    settle = setTimeout(() => void renew(), SETTLE_MS);
  });
  void renew();
  return () => {
    stopped = true;
    clearInterval(renewal);
    clearTimeout(settle);
    unwatch();
    openMissed.value = 0;
  };
}
