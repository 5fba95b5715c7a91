// How findings are written, and the exit code they mean.
import { expect, test } from 'vitest';
import { exitCodeOf, liveJson, liveReport } from '../../src/cli/live-report.ts';
import { findingsOn } from '../../src/core/live-finding.ts';

const { ok, warning, fault } = findingsOn('office');
const fine = ok('VERSION', 'Asterisk 22.10.1');
const clock = warning('CLOCK', 'its clock is 9 s ahead of ours', 'Keep both by NTP.');
const refused = fault('AMI_REFUSED', 'no', 'Compare.');

test('a line each, with the remedy below it', () => {
  expect(liveReport([fine, clock])).toBe(
    'ok       office: Asterisk 22.10.1.\nwarning  office: its clock is 9 s ahead of ours.\n         Keep both by NTP.\n0 faults, 1 warning.\n',
  );
  expect(liveReport([fine])).toMatch(/All is well\.\n$/);
});

test('the exit code is that of the worst', () => {
  expect([[fine], [fine, clock], [clock, refused], []].map(exitCodeOf)).toEqual([0, 1, 2, 0]);
});

test('JSON for programs', () => {
  expect(JSON.parse(liveJson([clock]))).toEqual({
    exit_code: 1,
    findings: [
      {
        level: 'warning',
        id: 'CLOCK',
        part: 'office',
        message: 'its clock is 9 s ahead of ours',
        remedy: 'Keep both by NTP.',
      },
    ],
  });
});
