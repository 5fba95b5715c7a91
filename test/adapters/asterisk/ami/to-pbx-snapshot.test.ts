// The answers of a box that tell what is alive on it.
import { describe, expect, test } from 'vitest';
import type { RawMessage } from '../../../../src/adapters/asterisk/ami/raw-message.ts';
import { readBootedAt, toPbxSnapshot } from '../../../../src/adapters/asterisk/ami/to-pbx-snapshot.ts';

const AT = Date.UTC(2026, 10, 22, 20, 30, 0);

const STATUS: RawMessage = {
  event: 'Status',
  channel: 'PJSIP/trunk-00000004',
  channelstate: '6',
  calleridnum: '+79161234567',
  calleridname: '<unknown>',
  connectedlinenum: '+74951230001',
  connectedlinename: '<unknown>',
  context: 'from-trunk',
  exten: 's',
  uniqueid: '1795379180.4',
  linkedid: '1795379180.4',
  dnid: '+74951230001',
  bridgeid: '3a09edf2',
  seconds: '12',
  variable: { FROM_DID: '+74951230001', MIXMONITOR_FILENAME: '(null)', 'CDR(recordingfile)': '' },
};

function snapshotOf(
  status: readonly RawMessage[],
  coreStatus: RawMessage | null = null,
  bootedAt: number | null = null,
) {
  return toPbxSnapshot({
    at: AT,
    status,
    coreStatus,
    bootedAt,
    coreSettings: { asteriskversion: '22.10.1' },
  });
}

test('a live channel', () => {
  expect(snapshotOf([STATUS])).toEqual({
    malformed: 0,
    snapshot: {
      at: AT,
      version: '22.10.1',
      startedAt: null,
      channels: [
        {
          uniqueid: '1795379180.4',
          linkedid: '1795379180.4',
          name: 'PJSIP/trunk-00000004',
          state: 'up',
          callerNumber: '+79161234567',
          callerName: null,
          redirectedFrom: null,
          connectedNumber: '+74951230001',
          connectedName: null,
          context: 'from-trunk',
          exten: 's',
          dialled: '+74951230001',
          createdAt: AT - 12_000,
          bridge: '3a09edf2',
          variables: { FROM_DID: '+74951230001' },
        },
      ],
    },
  });
});

test('what a ringing channel does not have', () => {
  const { dnid, bridgeid, seconds, variable, ...bare } = STATUS;
  const { snapshot } = snapshotOf([{ ...bare, bridgeid: '' }]);
  expect(snapshot.channels[0]).toMatchObject({ dialled: null, bridge: null, createdAt: AT, variables: {} });
});

test('a channel without a Uniqueid is left out and counted', () => {
  const { uniqueid, ...without } = STATUS;
  const { snapshot, malformed } = snapshotOf([without, STATUS, { event: 'Other' }]);
  expect(snapshot.channels).toHaveLength(1);
  expect(malformed).toBe(1);
});

test('a box that denies what only helps', () => {
  const answers = { at: AT, status: [], coreStatus: null, coreSettings: null, bootedAt: null };
  expect(toPbxSnapshot(answers).snapshot).toEqual({ at: AT, version: null, startedAt: null, channels: [] });
});

describe('when Asterisk started', () => {
  const started = (date: string, time: string, bootedAt: number | null) =>
    snapshotOf([], { corestartupdate: date, corestartuptime: time }, bootedAt).snapshot.startedAt;
  const start = Date.UTC(2026, 10, 22, 17, 26, 13);

  test.each([
    ['UTC', '2026-11-22', '17:26:13'],
    ['Moscow', '2026-11-22', '20:26:13'],
    ['Kathmandu', '2026-11-22', '23:11:13'],
    ['Auckland', '2026-11-23', '06:26:13'],
    ['Honolulu', '2026-11-22', '07:26:13'],
  ])('on a box in %s, by its uptime', (_, date, time) => {
    expect(started(date, time, start)).toBe(start);
    // The uptime is whole seconds, and our clock may differ from the box's.
    expect(started(date, time, start - 61_000)).toBe(start);
  });

  test('is unknown without an uptime: the zone of the box is not told', () => {
    expect(started('2026-11-22', '20:26:13', null)).toBeNull();
  });

  test.each([
    ['', ''],
    ['22.11.2026', '20:26'],
  ])('%j %j cannot be read', (date, time) => {
    expect(started(date, time, start)).toBeNull();
  });

  test('FullyBooted tells the uptime', () => {
    expect(readBootedAt({ event: 'FullyBooted', uptime: '60' }, AT)).toBe(AT - 60_000);
    expect(readBootedAt({ event: 'FullyBooted', uptime: '' }, AT)).toBeNull();
    expect(readBootedAt({ event: 'Newchannel', uptime: '60' }, AT)).toBeNull();
  });
});
