// Texts of the missed callers, in English.
import type { WireMissedCaller } from '../../../src/wire/missed-call.ts';
import { counted } from '../plurals.ts';

export const missed = {
  title: 'Missed callers',
  lead: 'One line a caller, until somebody has talked to them.',
  states: {
    open: 'To call back',
    'called-back': 'Called back',
    'reached-us': 'Reached us',
    all: 'All',
  } satisfies Record<WireMissedCaller['state'] | 'all', string>,
  stateText: {
    open: 'Nobody has talked to them yet',
    'called-back': 'We phoned and they answered',
    'reached-us': 'They phoned again and were answered',
  } satisfies Record<WireMissedCaller['state'], string>,
  caller: 'Caller',
  last: 'Last call',
  times: 'Missed',
  timesOf: (n: number) => counted(n, 'time', 'times'),
  source: 'Source',
  waited: 'Waited',
  result: 'Result',
  tries: (n: number) => `${counted(n, 'try', 'tries')} to call back, unanswered`,
  after: (span: string) => `after ${span}`,
  ago: (span: string) => `${span} ago`,
  call: 'Call back',
  openCall: 'The missed call',
  median: (span: string) => `Called back after ${span} (median)`,
  emptyTitle: 'Nobody is waiting',
  empty: 'Every caller of this period has been talked to.',
  emptyOther: 'There are none in this period.',
};

export type MissedTexts = typeof missed;
