// How many calls of today were answered and missed, kept right while the wallboard is shown.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { WireCall } from '../../src/wire/call.ts';
import { get } from '../data/api.ts';
import { query } from '../data/query.ts';
import { spanOf } from '../format/period.ts';
import { endedCalls } from '../live/live-board.ts';

export interface TodayFigures {
  readonly calls: number;
  readonly answered: number;
  readonly missed: number;
}

const SIZE = 200;
/** A day with more calls than this is told by its latest ones. */
const PAGES = 10;
const RENEW_MS = 60_000;
const SETTLE_MS = 2_000;

const today = signal<TodayFigures | null>(null);

export function useTodayFigures(): TodayFigures | null {
  useEffect(() => {
    let settle: ReturnType<typeof setTimeout> | undefined;
    const renew = () => void load();
    const renewal = setInterval(renew, RENEW_MS);
    const unwatch = endedCalls.subscribe(() => {
      clearTimeout(settle);
      settle = setTimeout(renew, SETTLE_MS);
    });
    renew();
    return () => {
      clearInterval(renewal);
      clearTimeout(settle);
      unwatch();
    };
  }, []);
  return today.value;
}

async function load(): Promise<void> {
  const { from } = spanOf({ preset: 'today' }, Date.now());
  const found: WireCall[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES; page++) {
    const answer: Awaited<ReturnType<typeof ask>> = await ask(from, cursor);
    if (answer.type !== 'ok') return;
    found.push(...answer.value.calls);
    cursor = answer.value.next;
    if (cursor === null) break;
  }
  const count = (outcome: WireCall['outcome']) => found.filter((call) => call.outcome === outcome).length;
  const ended = found.filter(({ state }) => state === 'ended').length;
  today.value = { calls: ended, answered: count('answered'), missed: count('missed') + count('busy') };
}

function ask(from: string, cursor: string | null) {
  return get<{ calls: WireCall[]; next: string | null }>(`/v1/calls${query({ from, limit: SIZE, cursor })}`);
}
