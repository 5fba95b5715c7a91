// The live client as a timeline: freshness, gaps, backoff, silence, sign-out.
import { beforeEach, describe, expect, it } from 'vitest';
import {
  LiveConnection,
  type LiveSocketEvents,
  type LiveStatus,
  type ProbeAnswer,
} from '../../monitor/live/live-connection.ts';
import type { LiveMessage } from '../../src/wire/live.ts';
import { call } from './sample-board.ts';

const SNAPSHOT: LiveMessage = { type: 'snapshot', seq: 5, calls: [], pools: [], pbxs: [], alerts: [] };

class Bench {
  now = 0;
  probeAnswer: ProbeAnswer = 'ok';
  probes = 0;
  signedOut = 0;
  boards = 0;
  statuses: LiveStatus[] = [];
  sockets: (LiveSocketEvents & { open: boolean })[] = [];
  #timers = new Map<number, { at: number; run: () => void }>();
  #nextTimer = 1;

  readonly connection = new LiveConnection({
    openSocket: (events) => {
      const socket = { ...events, open: true };
      this.sockets.push(socket);
      return {
        close: () => {
          socket.open = false;
        },
      };
    },
    probe: async () => {
      this.probes++;
      return this.probeAnswer;
    },
    timers: {
      now: () => this.now,
      set: (run, ms) => {
        this.#timers.set(this.#nextTimer, { at: this.now + ms, run });
        return this.#nextTimer++;
      },
      clear: (timer) => this.#timers.delete(timer as number),
    },
    random: () => 1,
    onBoard: () => this.boards++,
    onMessage: () => {},
    onStatus: (status) => this.statuses.push(status),
    onSignedOut: () => this.signedOut++,
  });

  get status(): LiveStatus | undefined {
    return this.statuses.at(-1);
  }

  get socket() {
    const last = this.sockets.at(-1);
    if (!last) throw new Error('no socket was opened');
    return last;
  }

  say(message: LiveMessage): void {
    this.socket.message(JSON.stringify(message));
  }

  /** Runs what falls due within `ms`, letting promises settle in between. */
  async pass(ms: number): Promise<void> {
    const until = this.now + ms;
    for (;;) {
      await new Promise((settled) => setImmediate(settled));
      const due = [...this.#timers].filter(([, { at }]) => at <= until).sort((a, b) => a[1].at - b[1].at)[0];
      if (!due) break;
      this.#timers.delete(due[0]);
      this.now = Math.max(this.now, due[1].at);
      due[1].run();
    }
    this.now = until;
  }

  /** The computer sleeps: time goes by and no timer runs. */
  sleep(ms: number): void {
    this.now += ms;
  }
}

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
  bench.connection.start();
});

describe('freshness', () => {
  it('is live only once the snapshot is there', () => {
    expect(bench.status).toEqual({ state: 'connecting' });
    bench.say(SNAPSHOT);
    expect(bench.status).toEqual({ state: 'live' });
  });

  it('says as of when, once the socket is gone', async () => {
    bench.say(SNAPSHOT);
    await bench.pass(3000);
    bench.say({ type: 'call', seq: 6, call: call('a', 0, 0) });
    await bench.pass(4000);
    bench.socket.closed();
    expect(bench.status).toEqual({ state: 'lost', asOf: 3000, retryAt: 7500 });
  });

  it('stays lost until the next snapshot, not merely the next socket', async () => {
    bench.say(SNAPSHOT);
    bench.socket.closed();
    await bench.pass(500);
    expect(bench.sockets).toHaveLength(2);
    expect(bench.status?.state).toBe('lost');
    bench.say(SNAPSHOT);
    expect(bench.status).toEqual({ state: 'live' });
  });

  it('gives up on a socket that brings no snapshot in 10 s', async () => {
    await bench.pass(9999);
    expect(bench.status?.state).toBe('connecting');
    await bench.pass(1);
    expect(bench.status).toEqual({ state: 'lost', asOf: null, retryAt: 10_500 });
    expect(bench.sockets[0]?.open).toBe(false);
  });
});

describe('what cannot be trusted starts over', () => {
  it.each([
    ['a gap', JSON.stringify({ type: 'call', seq: 7, call: call('a', 0, 0) })],
    ['no JSON', '{"type":'],
    ['an unknown message', '{"type":"weather","seq":6}'],
    ['a message without its payload', '{"type":"call","seq":6}'],
  ])('%s', (_, text) => {
    bench.say(SNAPSHOT);
    bench.socket.message(text);
    expect(bench.status?.state).toBe('lost');
    expect(bench.socket.open).toBe(false);
  });

  it('hears nothing more from a socket it let go', () => {
    bench.say(SNAPSHOT);
    const old = bench.socket;
    old.closed();
    const boards = bench.boards;
    old.message(JSON.stringify(SNAPSHOT));
    old.closed();
    expect(bench.boards).toBe(boards);
    expect(bench.statuses.filter(({ state }) => state === 'lost')).toHaveLength(1);
  });
});

describe('backoff', () => {
  it('doubles from 0.5 s to 15 s while the server is away', async () => {
    bench.probeAnswer = 'unreachable';
    bench.socket.closed();
    const waits: number[] = [];
    for (let n = 0; n < 8; n++) {
      if (bench.status?.state !== 'lost' || bench.status.retryAt === null) throw new Error('not waiting');
      waits.push(bench.status.retryAt - bench.now);
      await bench.pass(bench.status.retryAt - bench.now);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
    expect(bench.sockets).toHaveLength(1);
  });

  it('keeps growing when each connection dies young, and starts afresh after a stable one', async () => {
    for (const wait of [500, 1000, 2000]) {
      bench.say(SNAPSHOT);
      bench.socket.closed();
      expect(bench.status).toMatchObject({ retryAt: bench.now + wait });
      await bench.pass(wait);
    }
    bench.say(SNAPSHOT);
    await bench.pass(10_000);
    bench.socket.closed();
    expect(bench.status).toMatchObject({ retryAt: bench.now + 500 });
  });

  it('tries at once when asked, and once only', async () => {
    bench.say(SNAPSHOT);
    bench.socket.closed();
    bench.connection.retryNow();
    bench.connection.retryNow();
    await bench.pass(0);
    expect(bench.probes).toBe(1);
    expect(bench.sockets).toHaveLength(2);
  });
});

describe('silence', () => {
  it('asks the server after 20 s without a message, and is content when it answers', async () => {
    bench.say(SNAPSHOT);
    await bench.pass(20_000);
    expect(bench.probes).toBe(1);
    expect(bench.status).toEqual({ state: 'live' });
    await bench.pass(20_000);
    bench.socket.closed();
    expect(bench.status).toMatchObject({ asOf: 40_000 });
  });

  it('calls the data old when it does not', async () => {
    bench.say(SNAPSHOT);
    bench.probeAnswer = 'unreachable';
    await bench.pass(20_000);
    expect(bench.status).toMatchObject({ state: 'lost', asOf: 0 });
  });

  it('distrusts its socket after the computer slept', async () => {
    bench.say(SNAPSHOT);
    bench.sleep(3_600_000);
    await bench.pass(0);
    expect(bench.probes).toBe(0);
    expect(bench.status).toMatchObject({ state: 'lost', asOf: 0 });
  });
});

describe('the session', () => {
  it('ends when the server no longer knows us', async () => {
    bench.say(SNAPSHOT);
    bench.probeAnswer = 'signed-out';
    bench.socket.closed();
    await bench.pass(60_000);
    expect(bench.signedOut).toBe(1);
    expect(bench.sockets).toHaveLength(1);
  });

  it('leaves nothing running after stop', async () => {
    bench.say(SNAPSHOT);
    bench.connection.stop();
    await bench.pass(120_000);
    expect(bench.socket.open).toBe(false);
    expect(bench.probes).toBe(0);
    expect(bench.status).toEqual({ state: 'live' });
  });
});
