// The board as the page shows it: signals, fed by one live connection while somebody is signed in.
import { computed, signal } from '@preact/signals';
import type { WireVisit } from '../../src/wire/visitor.ts';
import { getMe } from '../session/http-api.ts';
import { type Board, liveCalls, recentCalls } from './board-state.ts';
import {
  LiveConnection,
  type LiveSocket,
  type LiveSocketEvents,
  type LiveStatus,
  type ProbeAnswer,
} from './live-connection.ts';
import { ServerClock } from './server-clock.ts';

const TICK_MS = 250;

export const board = signal<Board | null>(null);
/** The latest visitor who came back after a call. */
export const returned = signal<WireVisit | null>(null);
export const linkStatus = signal<LiveStatus>({ state: 'connecting' });
/** What time it is at the server; stands still while the connection is lost, as the board does. Ms. */
export const serverNow = signal(Date.now());
/** What time it is here. Ms. */
export const localNow = signal(Date.now());

export const currentCalls = computed(() => (board.value === null ? [] : liveCalls(board.value)));
export const endedCalls = computed(() => (board.value === null ? [] : recentCalls(board.value)));

let clock = new ServerClock();
let connection: LiveConnection | null = null;
let ticker: ReturnType<typeof setInterval> | undefined;

export function startLiveBoard(onSignedOut: () => void): void {
  stopLiveBoard();
  clock = new ServerClock();
  connection = new LiveConnection({
    openSocket,
    probe,
    timers: {
      now: Date.now,
      set: (run, ms) => setTimeout(run, ms),
      clear: (timer) => clearTimeout(timer as number),
    },
    random: Math.random,
    onBoard: (next) => {
      board.value = next;
    },
    onMessage: (message) => {
      clock.readMessage(message, Date.now());
      if (message.type === 'return') returned.value = message.visit;
      tick();
    },
    onStatus: (status) => {
      linkStatus.value = status;
    },
    onSignedOut,
  });
  ticker = setInterval(tick, TICK_MS);
  connection.start();
  // The answer of `GET /v1/me` tells the server's time; after a log-in none has been asked yet.
  void probe();
}

export function stopLiveBoard(): void {
  connection?.stop();
  connection = null;
  clearInterval(ticker);
  board.value = null;
  returned.value = null;
  linkStatus.value = { state: 'connecting' };
}

export function retryNow(): void {
  connection?.retryNow();
}

function tick(): void {
  const now = Date.now();
  localNow.value = now;
  if (linkStatus.value.state === 'live') serverNow.value = clock.now(now);
}

function openSocket(events: LiveSocketEvents): LiveSocket {
  const socket = new WebSocket(new URL('/v1/live', location.href.replace(/^http/, 'ws')));
  socket.onmessage = ({ data }) => events.message(data);
  socket.onclose = () => events.closed();
  return socket;
}

async function probe(): Promise<ProbeAnswer> {
  const sentAt = Date.now();
  const answer = await getMe();
  if (answer.type === 'ok') clock.readDateHeader(answer.date, sentAt, Date.now());
  return answer.type;
}

addEventListener('online', retryNow);
addEventListener('offline', () => connection?.networkLost());
