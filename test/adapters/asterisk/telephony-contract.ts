// What every Telephony promises its listener, asked of a box that may be simulated or real.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Clock } from '../../../src/ports/clock.ts';
import { until, watchedTelephony } from '../../support/fake-ami.ts';
import { Wire } from '../../support/fake-ami-wire.ts';
import { CALLER, DID, type Outcome, ordered, STORIES, storyOf } from './call-stories.ts';

export interface PbxUnderTest {
  readonly ami: { readonly port: number; readonly username: string; readonly secret: string };
  readonly clock: Clock;
  /** Places a call from CALLER to DID that comes to this end. An answered one lasts until hangUp() when `stays`. */
  placeCall(outcome: Outcome, stays?: boolean): Promise<void>;
  /** Ends the calls that stay. */
  hangUp(): Promise<void>;
  stop(): Promise<void>;
}

/** Real time for a call and a reconnect, in ms. */
const PATIENCE = 15_000;

export function telephonyContract(start: () => Promise<PbxUnderTest>): void {
  describe('a telephony', () => {
    let pbx: PbxUnderTest;
    let wire: Wire;
    let watched: ReturnType<typeof watchedTelephony>;

    beforeAll(async () => {
      pbx = await start();
    });
    afterAll(async () => {
      await pbx.stop();
    });
    afterEach(async () => {
      await watched.telephony.stop();
      await wire.cut();
    });

    async function link(): Promise<void> {
      wire = new Wire(pbx.ami.port);
      await wire.mend();
      watched = watchedTelephony({ ...pbx.ami, port: wire.port, clock: pbx.clock });
      watched.telephony.start(watched.listener);
      await heard('up');
    }

    async function heard(what: string, times = 1): Promise<void> {
      const count = () => watched.listener.heard.filter((each) => each === what).length;
      await until(() => count() >= times, PATIENCE);
    }

    test('starts with a snapshot: nothing is alive', async () => {
      await link();
      const [snapshot] = watched.listener.snapshots;
      expect(snapshot?.channels).toEqual([]);
      expect(snapshot?.version).toMatch(/^\d+\./);
      expect(snapshot?.startedAt).toBeLessThanOrEqual(pbx.clock.now() + 1_000);
      expect(snapshot?.startedAt).toBeGreaterThan(pbx.clock.now() - 900_000);
    });

    for (const outcome of ['answered', 'missed', 'busy', 'gave-up'] as const) {
      test(`tells a call that ends ${outcome}`, async () => {
        await link();
        await pbx.placeCall(outcome);
        await heard('hangup', 2);
        const { events } = watched.listener;
        expect(storyOf(events)).toEqual(STORIES[outcome]);
        expect(ordered(events, 'channel-created', 'dial-begun', 'dial-ended', 'hangup')).toBe(true);
        if (outcome === 'answered') expect(ordered(events, 'dial-ended', 'bridge-entered')).toBe(true);
        const [created] = events;
        expect(created).toMatchObject({
          type: 'channel-created',
          channel: { callerNumber: CALLER, callerName: null, context: 'from-trunk', exten: DID },
        });
        expect(watched.counted.malformed).toBe(0);
      });
    }

    test('after a cut in mid-call shows the call in a snapshot, then its end', async () => {
      await link();
      await pbx.placeCall('answered', true);
      await heard('bridge-entered', 2);
      const before = watched.listener.events.map((event) => 'channel' in event && event.channel?.uniqueid);
      await wire.cut();
      await heard('down');
      await wire.mend();
      await heard('up', 2);
      const [, snapshot] = watched.listener.snapshots;
      const trunk = snapshot?.channels.find(({ name }) => name.startsWith('PJSIP/trunk'));
      const agent = snapshot?.channels.find(({ name }) => name.startsWith('PJSIP/agent1'));
      expect(snapshot?.channels).toHaveLength(2);
      expect(trunk).toMatchObject({
        state: 'up',
        exten: DID,
        dialled: DID,
        callerNumber: CALLER,
        variables: {},
      });
      expect(agent).toMatchObject({ state: 'up', linkedid: trunk?.uniqueid, bridge: trunk?.bridge });
      expect(trunk?.bridge).toBeTruthy();
      expect(before).toContain(trunk?.uniqueid);
      expect(snapshot?.startedAt).toBe(watched.listener.snapshots[0]?.startedAt);
      await pbx.hangUp();
      await heard('hangup', 2);
      expect(watched.listener.heard.filter((each) => each === 'down')).toHaveLength(1);
      expect(watched.counted.reconnects).toBe(1);
    });

    test('after a cut shows that a call ended meanwhile', async () => {
      await link();
      await pbx.placeCall('answered', true);
      await heard('bridge-entered', 2);
      await wire.cut();
      await heard('down');
      await pbx.hangUp();
      await wire.mend();
      await heard('up', 2);
      await until(() => watched.listener.snapshots.at(-1) !== undefined);
      const known = watched.listener.snapshots.at(-1)?.channels ?? [];
      // A real box may take a moment to clear a call: then its end comes as events.
      if (known.length > 0) await heard('hangup', known.length);
    });

    test('says nothing more once stopped', async () => {
      await link();
      await pbx.placeCall('answered', true);
      await heard('bridge-entered', 2);
      await watched.telephony.stop();
      const soFar = watched.listener.heard.length;
      await pbx.hangUp();
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(watched.listener.heard).toHaveLength(soFar);
    });
  });
}
