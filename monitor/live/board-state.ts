// The board: every call, pool and PBX link as the server last told them. Pure.
import type { WireAlert } from '../../src/wire/alert.ts';
import type { WireCall } from '../../src/wire/call.ts';
import type { LiveMessage, WirePbx } from '../../src/wire/live.ts';
import type { WirePool } from '../../src/wire/pool.ts';

/** Ended calls kept on the page; the rest is history, which `/v1/calls` has. */
export const RECENT_LIMIT = 100;

export interface Board {
  readonly seq: number;
  readonly calls: ReadonlyMap<string, WireCall>;
  readonly pools: readonly WirePool[];
  readonly pbxs: readonly WirePbx[];
  /** Those that hold. */
  readonly alerts: readonly WireAlert[];
}

/** `gap`: a change was missed (or came before the snapshot), so only a new snapshot can be trusted. */
export type BoardStep =
  | { readonly type: 'board'; readonly board: Board }
  | { readonly type: 'gap'; readonly expected: number; readonly got: number };

export function applyLiveMessage(board: Board | null, message: LiveMessage): BoardStep {
  if (message.type === 'snapshot') {
    const calls = new Map(message.calls.map((call) => [call.id, call]));
    return {
      type: 'board',
      board: {
        seq: message.seq,
        calls: withoutOldest(calls),
        pools: message.pools,
        pbxs: message.pbxs,
        alerts: message.alerts,
      },
    };
  }
  const expected = board === null ? 0 : board.seq + 1;
  if (board === null || message.seq > expected) return { type: 'gap', expected, got: message.seq };
  // Already part of the snapshot.
  if (message.seq < expected) return { type: 'board', board };
  return { type: 'board', board: { ...board, seq: message.seq, ...changed(board, message) } };
}

function changed(board: Board, message: Exclude<LiveMessage, { type: 'snapshot' }>): Partial<Board> {
  switch (message.type) {
    case 'call':
      return { calls: withoutOldest(new Map(board.calls).set(message.call.id, message.call)) };
    case 'pool':
      // One without a number was taken out of the configuration, and has drained.
      return { pools: replaced(board.pools, message.pool, (pool) => pool.id).filter(({ size }) => size > 0) };
    case 'pbx':
      return { pbxs: replaced(board.pbxs, message.pbx, (pbx) => pbx.name) };
    case 'return':
      return {};
    case 'alert':
      return {
        alerts: replaced(board.alerts, message.alert, ({ id }) => id).filter(({ until }) => until === null),
      };
  }
}

/** `next` in the place of its older self, or at the end when it is new. */
function replaced<T>(list: readonly T[], next: T, key: (item: T) => string): readonly T[] {
  const at = list.findIndex((item) => key(item) === key(next));
  return at < 0 ? [...list, next] : list.with(at, next);
}

function withoutOldest(calls: Map<string, WireCall>): ReadonlyMap<string, WireCall> {
  if (calls.size <= RECENT_LIMIT) return calls;
  for (const { id } of ended(calls).slice(RECENT_LIMIT)) calls.delete(id);
  return calls;
}

/** Ringing calls first, the longest waiting on top; then talks, the latest answered on top. */
export function liveCalls(board: Board): WireCall[] {
  const live = [...board.calls.values()].filter((call) => call.state !== 'ended');
  return live.sort((a, b) => {
    if (a.state !== b.state) return a.state === 'ringing' ? -1 : 1;
    return a.state === 'ringing'
      ? compare(a.started_at, b.started_at)
      : compare(b.answered_at ?? b.started_at, a.answered_at ?? a.started_at);
  });
}

/** Ended calls, the latest begun first. */
export function recentCalls(board: Board): WireCall[] {
  return ended(board.calls);
}

export function ringingCount(board: Board): number {
  let count = 0;
  for (const call of board.calls.values()) if (call.state === 'ringing') count++;
  return count;
}

function ended(calls: ReadonlyMap<string, WireCall>): WireCall[] {
  return [...calls.values()]
    .filter((call) => call.state === 'ended')
    .sort((a, b) => compare(b.started_at, a.started_at));
}

/** ISO 8601 UTC texts of one form sort as their times do. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
