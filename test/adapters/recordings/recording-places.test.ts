// Finding recordings in real folders, and never anything else.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RecordingPlaces, type RecordingSource } from '../../../src/adapters/recordings/recording-places.ts';
import { aCall } from '../../support/builders.ts';

/** 02:30 of the 16th in Moscow. */
const AT_NIGHT = Date.parse('2026-01-15T23:30:00Z');
let home: string;
let folder: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'leaseline-recordings-'));
  folder = join(home, 'monitor');
  mkdirSync(folder);
});

afterEach(() => rmSync(home, { recursive: true }));

function put(...path: string[]): string {
  const file = join(folder, ...path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'RIFF');
  return file;
}

async function find(recording: string | null, source: Partial<RecordingSource> = { folder }, pbx = 'office') {
  const empty = { folder: null, url: null, username: null, password: '' };
  const boxes = new Map([['office', { ...empty, ...source }]]);
  const places = new RecordingPlaces({ boxes, timeZone: 'Europe/Moscow' });
  return await places.find(aCall({ recording, pbx, startedAt: AT_NIGHT }));
}

describe('in a folder', () => {
  it('is found by its full path, by its name, and in the folder of its day', async () => {
    const full = put('in-1.wav');
    expect(await find(full)).toEqual({ kind: 'file', path: full });
    expect(await find('in-1.wav')).toEqual({ kind: 'file', path: full });
    const dated = put('2026', '01', '16', 'in-2.wav');
    expect(await find('in-2.wav')).toEqual({ kind: 'file', path: dated });
  });

  it('is found in the days around, and where the folder is mounted elsewhere', async () => {
    const before = put('2026', '01', '15', 'in-3.wav');
    expect(await find('/var/spool/asterisk/monitor/2026/01/15/in-3.wav')).toEqual({
      kind: 'file',
      path: before,
    });
  });

  it('is found when it was converted since, or has no ending', async () => {
    const converted = put('2026', '01', '16', 'in-4.mp3');
    expect(await find('in-4.wav')).toEqual({ kind: 'file', path: converted });
    expect(await find('in-4')).toEqual({ kind: 'file', path: converted });
  });

  it('is never a file outside, nor one that is no sound', async () => {
    writeFileSync(join(home, 'secret.wav'), 'x');
    put('passwd');
    put('notes.txt');
    symlinkSync(join(home, 'secret.wav'), join(folder, 'link.wav'));
    mkdirSync(join(folder, 'folder.wav'));
    const tried = [
      '../secret.wav',
      join(home, 'secret.wav'),
      'link.wav',
      'passwd',
      'notes.txt',
      'folder.wav',
    ];
    for (const name of tried) expect(await find(name), name).toBeNull();
  });

  it('is nothing when there is no such file, no folder, no recording, or no such box', async () => {
    put('in-1.wav');
    expect(await find('other.wav')).toBeNull();
    expect(await find('in-1.wav', { folder: join(home, 'gone') })).toBeNull();
    expect(await find(null)).toBeNull();
    expect(await find('in-1.wav', { folder }, 'branch')).toBeNull();
  });
});

describe('at an address', () => {
  const url = 'https://pbx.example.ru/{year}/{month}/{day}/{file}';

  it('has name and date filled in, and Basic authentication where there is any', async () => {
    expect(await find('/var/spool/in 1.wav', { url })).toEqual({
      kind: 'remote',
      url: 'https://pbx.example.ru/2026/01/16/in%201.wav',
      authorization: null,
    });
    const authorization = `Basic ${Buffer.from('u:p').toString('base64')}`;
    expect(await find('a.wav', { url, username: 'u', password: 'p' })).toMatchObject({ authorization });
  });

  it('cannot be led elsewhere by a name', async () => {
    expect(await find('..%2f..%2fadmin.wav', { url })).toMatchObject({
      url: 'https://pbx.example.ru/2026/01/16/..%252f..%252fadmin.wav',
    });
    expect(await find('../../admin.php', { url })).toBeNull();
  });
});
