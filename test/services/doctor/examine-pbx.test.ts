// What a survey means: each thing that may be wrong with a box alone, on one that is otherwise well.
import { expect, test } from 'vitest';
import type { DialplanContext } from '../../../src/core/dialplan.ts';
import { DidCatalogue } from '../../../src/core/did-catalogue.ts';
import type { E164 } from '../../../src/core/e164.ts';
import type { HeardEvents, PbxSurvey, SurveyRefusal } from '../../../src/core/pbx-survey.ts';
import { examinePbx, explainRefusal } from '../../../src/services/doctor/examine-pbx.ts';
import type { ExaminedBox } from '../../../src/services/doctor/examined-box.ts';

const DID = '+74951230001' as E164;
const catalogue = new DidCatalogue('RU', new Map([[DID, { kind: 'pool', pool: 'moscow' }]]));
const box: ExaminedBox = {
  name: 'office',
  ami: { host: '127.0.0.1', port: 5038, username: 'leaseline' },
  trunkContexts: ['from-trunk'],
  dids: [DID],
  catalogue,
  routing: false,
  healthTest: false,
  callExpected: false,
};
const heard: HeardEvents = {
  listened: 3_000,
  booted: true,
  events: { Newchannel: 1, Newexten: 3, VarSet: 4, Hangup: 1 },
  places: [{ context: 'from-trunk', exten: '74951230001' }],
};
const well: PbxSurvey = {
  version: '22.10.1',
  actions: new Set(['status', 'corestatus', 'coresettings', 'getvar', 'showdialplan']),
  clockAhead: 400,
  mayLogInTwice: true,
  dialplan: dialplan({ pattern: '_[+0-9].', application: 'Set' }),
  heard,
};

function dialplan(extension: DialplanContext['extensions'][number], more: Partial<DialplanContext> = {}) {
  const context = { name: 'from-trunk', extensions: [extension], includes: [], switches: [], ...more };
  return new Map([['from-trunk', context]]);
}

function troubles(survey: Partial<PbxSurvey>, more: Partial<ExaminedBox> = {}): string[] {
  return examinePbx({ ...well, ...survey }, { ...box, ...more })
    .filter(({ level }) => level !== 'ok')
    .map(({ level, id, remedy }) => {
      expect(remedy).not.toBeNull();
      return `${level} ${id}`;
    });
}

test('a box that is well has nothing to mend', () => {
  expect(troubles({})).toEqual([]);
});

test.each<[string, Partial<PbxSurvey>, Partial<ExaminedBox>, string[]]>([
  ['an Asterisk that is too old', { version: '13.38.3' }, {}, ['fault VERSION']],
  ['a newer one', { version: '23.0.0' }, {}, ['warning VERSION']],
  ['a certified one', { version: 'certified/20.7-cert3' }, {}, []],
  ['one built from git', { version: 'GIT-master-f36a736' }, {}, ['warning VERSION']],
  ['one that lets ARI users write', { version: '22.5.0' }, { routing: true }, ['warning VERSION']],
  ['the same without ARI', { version: '22.5.0' }, {}, []],
  ['no privilege to ask', { actions: new Set() }, {}, ['fault PRIVILEGES']],
  [
    'more privileges than needed',
    { actions: new Set([...(well.actions ?? []), 'originate', 'command']) },
    {},
    ['warning PRIVILEGES_SPARE'],
  ],
  [
    'those of the health test',
    { actions: new Set([...(well.actions ?? []), 'originate']) },
    { healthTest: true },
    [],
  ],
  ['a health test without them', {}, { healthTest: true }, ['fault PRIVILEGES_HEALTH']],
  ['one log-in only', { mayLogInTwice: false }, {}, ['warning LOGIN_TWICE']],
  ['a clock that is ahead', { clockAhead: 2_001 }, {}, ['warning CLOCK']],
  ['a clock that is behind', { clockAhead: -3_600_000 }, {}, ['warning CLOCK']],
  ['no trunk context', {}, { trunkContexts: [] }, ['warning TRUNK_CONTEXTS', 'warning CONTEXT_SEEN']],
  ['a dialplan that may not be read', { dialplan: null }, {}, ['warning DID_ROUTE']],
  [
    'no extension',
    { dialplan: dialplan({ pattern: '84951230002', application: 'Set' }) },
    {},
    ['fault DID_ROUTE'],
  ],
  [
    'no extension but a switch',
    { dialplan: dialplan({ pattern: 's', application: 'Set' }, { switches: ['Realtime/x@y'] }) },
    {},
    ['warning DID_ROUTE'],
  ],
  [
    'an extension that hangs up',
    { dialplan: dialplan({ pattern: '_.', application: 'Hangup' }) },
    {},
    ['fault DID_ROUTE'],
  ],
  ['no class system', { heard: { ...heard, booted: false } }, {}, ['warning READ_SYSTEM']],
  ['no call while nobody promised one', { heard: { ...heard, events: {}, places: [] } }, {}, []],
  [
    'no call though one was promised',
    { heard: { ...heard, events: {}, places: [] } },
    { callExpected: true },
    ['fault EVENTS'],
  ],
  ['no class call', { heard: { ...heard, events: { Newexten: 1, VarSet: 2 } } }, {}, ['fault EVENTS']],
  ['no class dialplan', { heard: { ...heard, events: { Newchannel: 1 } } }, {}, ['warning READ_DIALPLAN']],
  [
    'a filter on Newexten',
    { heard: { ...heard, events: { Newchannel: 1, VarSet: 1 } } },
    {},
    ['warning EVENT_FILTER'],
  ],
  [
    'a filter on Newchannel',
    { heard: { ...heard, events: { DialBegin: 1, Newexten: 1 } } },
    {},
    ['warning EVENT_FILTER'],
  ],
  [
    'a context that is not listed',
    { heard: { ...heard, places: [{ context: 'from-mts', exten: '84951230001' }] } },
    {},
    ['warning CONTEXT_SEEN'],
  ],
  [
    'calls to other numbers elsewhere',
    { heard: { ...heard, places: [{ context: 'from-internal', exten: '101' }] } },
    {},
    [],
  ],
])('%s', (_, survey, more, expected) => {
  expect(troubles(survey, more)).toEqual(expected);
});

test('many lost DIDs are named by the first few', () => {
  const dids = Array.from({ length: 40 }, (_, n) => `+7495124${String(n).padStart(4, '0')}` as E164);
  const found = examinePbx(
    { ...well, dialplan: dialplan({ pattern: 's', application: 'Set' }) },
    { ...box, dids },
  );
  expect(found.find(({ id }) => id === 'DID_ROUTE')?.message).toBe(
    'no extension of from-trunk takes +74951240000, +74951240001, +74951240002, +74951240003, +74951240004 and 35 more',
  );
});

test.each<[SurveyRefusal['kind'], string, RegExp]>([
  ['unreachable', 'connect ECONNREFUSED 127.0.0.1:5038', /enabled = yes/],
  ['unreachable', 'no connection within 3000 ms', /firewall/],
  ['refused', 'Authentication failed', /permit/],
  ['silent', 'no answer to the login within 5000 ms', /hangs/],
  ['garbled', 'a message without end', /5038/],
  ['closed', 'Asterisk closed the connection', /writetimeout/],
  ['unsafe', 'a line break', /secret/],
])('%s: %s', (kind, message, remedy) => {
  const finding = explainRefusal({ kind, message }, box);
  expect(finding).toMatchObject({ level: 'fault', part: 'office' });
  expect(finding.message).toContain(message);
  expect(finding.remedy).toMatch(remedy);
});
