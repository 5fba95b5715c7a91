// The server's time from Date headers and messages.
import { expect, it } from 'vitest';
import { ServerClock } from '../../monitor/live/server-clock.ts';
import { answered, call } from './sample-board.ts';

const NOW = Date.UTC(2024, 10, 22, 9, 0, 0, 400);
const header = (at: number) => new Date(at).toUTCString();

it('leaves a right clock alone', () => {
  const clock = new ServerClock();
  clock.readDateHeader(header(NOW), NOW - 20, NOW + 20);
  clock.readMessage({ type: 'call', seq: 1, call: call('a', NOW, 0) }, NOW + 30);
  expect(clock.now(NOW)).toBe(NOW);
});

it.each([90_000, -90_000])('follows a server that is %i ms off, to within a second', (off) => {
  const clock = new ServerClock();
  clock.readDateHeader(header(NOW + off), NOW - 20, NOW + 20);
  expect(Math.abs(clock.now(NOW) - (NOW + off))).toBeLessThanOrEqual(1020);
});

it('never shows a call in the future', () => {
  const clock = new ServerClock();
  clock.readMessage({ type: 'call', seq: 1, call: answered(call('a', NOW, 5), NOW, 'PJSIP/1') }, NOW - 3000);
  expect(clock.now(NOW - 3000)).toBe(NOW);
});

it('gets closer with each header and does not jump back', () => {
  const clock = new ServerClock();
  for (let n = 0; n < 20; n++) {
    const ours = NOW + n * 1370;
    clock.readDateHeader(header(ours + 60_000), ours - 5, ours + 5);
  }
  expect(Math.abs(clock.now(NOW) - (NOW + 60_000))).toBeLessThan(120);
});

it('believes the newer evidence when a clock was set', () => {
  const clock = new ServerClock();
  clock.readDateHeader(header(NOW), NOW, NOW);
  clock.readDateHeader(header(NOW + 7_200_000), NOW, NOW);
  expect(clock.now(NOW) - NOW).toBeGreaterThan(7_190_000);
});

it('ignores a header that is missing or no date', () => {
  const clock = new ServerClock();
  clock.readDateHeader(null, NOW, NOW);
  clock.readDateHeader('yesterday', NOW, NOW);
  expect(clock.now(NOW)).toBe(NOW);
});
