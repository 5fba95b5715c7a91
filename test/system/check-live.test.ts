// `leaseline check --live` against a real Asterisk: what is wrong with a box is found and named, what is right is not.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AmiSurveyor } from '../../src/adapters/asterisk/ami/ami-surveyor.ts';
import { SystemClock } from '../../src/adapters/system/system-clock.ts';
import { check } from '../../src/cli/check.ts';
import { type Dialplan, findRoute } from '../../src/core/dialplan.ts';
import type { LiveFinding } from '../../src/core/live-finding.ts';
import { memoryIo } from '../config/memory-io.ts';
import { type AsteriskBed, startAsterisk } from './support/asterisk.ts';
import { freeTcpPort } from './support/free-ports.ts';
import { liveYaml } from './support/live-yaml.ts';
import { describeOnEachAsterisk } from './support/rig.ts';
import { placeCall } from './support/sipp.ts';

/** As FreePBX writes it: the trunk's context holds includes only, a catch-all says "not in service". */
const DIALPLAN = `[from-trunk]
include => from-pstn

[from-pstn]
include => office-hours,09:00-18:00,mon-fri,*,*
include => ext-did
include => ext-did-catchall

[office-hours]
exten => 74951230009,1,Goto(leaseline-ring,s,1)

[ext-did]
exten => _[+]7495123000[1-3],1,Set(__FROM_DID=\${EXTEN})
 same => n,Goto(leaseline-ring,s,1)
exten => 4951230002,1,Goto(leaseline-ring,s,1)
exten => _749512300ZX,1,Goto(leaseline-ring,s,1)
exten => _749512300X!,1,Hangup()
exten => 74951230042,1,Goto(leaseline-ring,s,1)

[ext-did-catchall]
exten => _.,1,Hangup()
exten => s,1,Hangup()

[leaseline-ring]
exten => s,1,Wait(1)
 same => n,Hangup()
`;

/** Users beside the bed's own, each with one thing that a sysadmin may get wrong. */
const user = (name: string, lines: string) => `\n\n[${name}]\nsecret = rig-secret\n${lines}`;
const READ = 'read = system,call,agent,dialplan\n';
const USERS = [
  user('no-reporting', READ),
  user('no-dialplan', 'read = system,call,agent\nwrite = reporting'),
  user('filtered', `${READ}write = reporting\neventfilter = !Event: Newexten`),
  user('almighty', 'read = all\nwrite = all'),
  user('once', `${READ}write = reporting\nallowmultiplelogin = no`),
  user('elsewhere', `${READ}write = reporting\ndeny = 0.0.0.0/0.0.0.0\npermit = 192.0.2.1/255.255.255.255`),
].join('');

describeOnEachAsterisk('check --live', ['sipp'], (version) => {
  let bed: AsteriskBed;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'leaseline-live-'));
    bed = await startAsterisk({
      version,
      dialplan: DIALPLAN,
      amiRead: 'system,call,agent,dialplan',
      amiWrite: `reporting${USERS}`,
    });
  });
  afterAll(async () => {
    await bed?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  interface Asked {
    user?: string;
    secret?: string;
    port?: number;
    numbers?: string;
    contexts?: string;
    ari?: string;
    args?: string[];
  }

  async function findings(asked: Asked = {}): Promise<{ code: number; found: LiveFinding[]; text: string }> {
    const { user: username = 'leaseline', secret = bed.ami.secret, port = bed.amiPort } = asked;
    const { contexts = 'from-trunk', ari: box = '', numbers = '"+74951230001"' } = asked;
    const file = join(folder, 'leaseline.yaml');
    const overflow = '+74951230003';
    writeFileSync(file, liveYaml({ port, username, secret, contexts, box, numbers, overflow }));
    const io = memoryIo({});
    const code = await check(['--live', '--json', ...(asked.args ?? []), file], io);
    const text = io.output();
    expect(text + io.errors()).not.toContain('rig-secret');
    const report = JSON.parse(text) as { exit_code: number; findings: LiveFinding[] };
    expect(report.exit_code).toBe(code);
    return { code, found: report.findings, text };
  }

  const ids = (found: readonly LiveFinding[], level: LiveFinding['level']) =>
    found.filter((finding) => finding.level === level).map(({ id }) => id);

  test('a box that is set up well', async () => {
    const { code, found } = await findings();
    expect(found.filter(({ level }) => level !== 'ok')).toEqual([]);
    expect(code).toBe(0);
    expect(ids(found, 'ok')).toEqual([
      'AMI_LOGIN',
      'VERSION',
      'PRIVILEGES',
      'LOGIN_TWICE',
      'CLOCK',
      'DID_ROUTE',
      'EVENTS',
      'STORAGE',
    ]);
    const route = found.find(({ id }) => id === 'DID_ROUTE')?.message;
    expect(route).toBe('2 DIDs are found in the dialplan, when the trunk writes it as +74951230001');
  });

  test('DIDs without a route, in the catch-all only, and a context that is not there', async () => {
    const numbers = '"+74951230001", "+74951230005", "+78121230001"';
    const { code, found } = await findings({ numbers, contexts: 'from-trunk, from-pstm' });
    expect(code).toBe(2);
    expect(ids(found, 'fault')).toEqual(['CONTEXT_MISSING', 'DID_ROUTE']);
    expect(found.find(({ id }) => id === 'CONTEXT_MISSING')?.message).toContain('from-pstm');
    const lost = found.find(({ id, level }) => id === 'DID_ROUTE' && level === 'fault');
    expect(lost?.message).toContain('+74951230005, +78121230001: only the catch-all');
    const nowhere = await findings({ contexts: 'office-hours' });
    expect(nowhere.found.find(({ level }) => level === 'fault')?.message).toBe(
      'no extension of office-hours takes +74951230001, +74951230003',
    );
  });

  test.each([
    ['a wrong secret', { secret: 'wrong' }, 'AMI_REFUSED'],
    ['an unknown user', { user: 'nobody' }, 'AMI_REFUSED'],
    ['an address that is not permitted', { user: 'elsewhere' }, 'AMI_REFUSED'],
  ])('%s', async (_, asked, id) => {
    const { code, found } = await findings(asked);
    expect(code).toBe(2);
    expect(ids(found, 'fault')).toEqual([id]);
  });

  test('nobody listens, and something else does', async () => {
    const { found } = await findings({ port: await freeTcpPort() });
    expect(found[0]).toMatchObject({ level: 'fault', id: 'AMI_UNREACHABLE' });
    expect(found[0]?.remedy).toContain('enabled = yes');
  });

  test('privileges that are missing or too many', async () => {
    const without = await findings({ user: 'no-reporting' });
    expect(without.code).toBe(2);
    expect(ids(without.found, 'fault')).toEqual(['PRIVILEGES']);
    expect(ids(without.found, 'warning')).toEqual(['VERSION', 'CLOCK', 'DID_ROUTE']);
    const almighty = await findings({ user: 'almighty' });
    expect(almighty.code).toBe(1);
    expect(almighty.found.find(({ level }) => level === 'warning')?.message).toContain(
      'Command, UpdateConfig, Originate',
    );
  });

  test('a user who may log in only once', async () => {
    const { code, found } = await findings({ user: 'once' });
    expect(code).toBe(1);
    expect(found.filter(({ level }) => level === 'warning')).toMatchObject([
      {
        id: 'LOGIN_TWICE',
        message: expect.stringContaining('is refused'),
        remedy: expect.stringContaining('allowmultiplelogin = yes'),
      },
    ]);
  });

  test.each([
    ['leaseline', [], 0],
    ['no-dialplan', ['READ_DIALPLAN'], 1],
    ['filtered', ['EVENT_FILTER'], 1],
  ])('a test call while user %s watches', async (name, warnings, expected) => {
    const watching = findings({ user: name, args: ['--watch', '60'] });
    let watched = false;
    const done = watching.finally(() => {
      watched = true;
    });
    // Calls until one is seen: nobody tells when the listening begins.
    while (!watched) {
      await using call = await placeCall({
        sipPort: bed.sipPort,
        did: '+74951230001',
        caller: '+79161234567',
      });
      await call.ended;
    }
    const { code, found } = await done;
    expect(ids(found, 'warning')).toEqual(warnings);
    expect(ids(found, 'ok')).toContain('CONTEXT_SEEN');
    expect(code).toBe(expected);
  });

  test('ARI: nobody there, a wrong password, no Leaseline', async () => {
    const ari = (url: string, password: string) =>
      `    ari: { url: "${url}", username: leaseline, password: ${password} }`;
    const nowhere = await findings({ ari: ari(`http://127.0.0.1:${await freeTcpPort()}`, 'rig-secret') });
    expect(ids(nowhere.found, 'fault')).toEqual(['ARI_UNREACHABLE']);
    const wrong = await findings({ ari: ari(bed.ari.url, 'wrong') });
    expect(ids(wrong.found, 'fault')).toEqual(['ARI_REFUSED']);
    const stopped = await findings({ ari: ari(bed.ari.url, 'rig-secret') });
    expect(ids(stopped.found, 'ok')).toContain('ARI_LOGIN');
    expect(ids(stopped.found, 'warning')).toEqual(['ARI_APP']);
  });

  test('finds the same extension as Asterisk does', async () => {
    const logger = { info() {}, warn() {}, error() {} };
    const surveyor = new AmiSurveyor({ ...bed.ami, clock: new SystemClock(logger) });
    const answer = await surveyor.survey({ contexts: ['from-trunk'], listen: 0 });
    const dialplan: Dialplan = ('survey' in answer && answer.survey.dialplan) || new Map();
    const numbers = [
      '+74951230001',
      '+74951230004',
      '74951230011',
      '74951230001',
      '74951230042',
      '4951230002',
      '8',
      's',
    ];
    for (const number of numbers) {
      const route = findRoute(dialplan, 'ext-did', number) ?? findRoute(dialplan, 'ext-did-catchall', number);
      // Asterisk lists what matches, the one it runs first.
      const shown = await bed.cli(`dialplan show ${number}@from-trunk`);
      expect(/'([^']+)' =>/.exec(shown)?.[1], `${number}\n${shown}`).toBe(route?.extension.pattern);
    }
  });
});
