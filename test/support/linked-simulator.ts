// A simulated box for each test of a file, with a link to it that is up: for sending recorded bytes through.
import { afterEach, beforeEach } from 'vitest';
import { PbxSimulator } from '../../src/adapters/asterisk/simulator/pbx-simulator.ts';
import { until, watchedTelephony } from './fake-ami.ts';
import { FakeClock } from './fake-clock.ts';

/** Nothing after it can be part of what was recorded: whole, it tells that everything before it was read. */
export const END = 'Event: Newchannel\r\nUniqueid: the-end\r\nChannel: the-end\r\n\r\n';

export interface LinkedSimulator {
  pbx: PbxSimulator;
  watched: ReturnType<typeof watchedTelephony>;
}

/** To be called once a file; what it answers is filled before each test. */
export function linkedSimulator(): LinkedSimulator {
  const on = {} as LinkedSimulator;
  beforeEach(async () => {
    const clock = new FakeClock();
    on.pbx = new PbxSimulator({ clock });
    await on.pbx.start();
    const { port, username, secret } = on.pbx;
    on.watched = watchedTelephony({ port, username, secret, clock });
    on.watched.telephony.start(on.watched.listener);
    await until(() => on.watched.listener.heard.includes('up'));
  });
  afterEach(async () => {
    await on.watched.telephony.stop();
    await on.pbx.stop();
  });
  return on;
}
