// `/v1/spend`: what advertising cost, by hand and from a file.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toDayNumber } from '../../../src/core/calendar-day.ts';
import type { KnownSpend } from '../../../src/ports/spend-store.ts';
import type { WireSpendImport, WireSpendList } from '../../../src/wire/spend.ts';
import { expectProblem } from './expect-problem.ts';
import { HttpFixture } from './http-fixture.ts';

const MARKETER = { Authorization: 'Bearer robot-token' };
const OPERATOR = { Authorization: 'Bearer olga-token' };

let http: HttpFixture;
beforeEach(async () => {
  http = await new HttpFixture().start();
});
afterEach(() => http.stop());

const MAPPING = { day: 'Date', campaign: 'Campaign', amount: 'Cost' };

async function imported(csv: string, settings: object = {}): Promise<WireSpendImport> {
  const body = { csv, mapping: MAPPING, source: 'yandex', medium: 'cpc', ...settings };
  const response = await http.post('/v1/spend/import', body, MARKETER);
  expect(response.status).toBe(200);
  return (await response.json()) as WireSpendImport;
}

it('is for admins and marketers', async () => {
  for (const [method, path] of [
    ['GET', '/v1/spend'],
    ['POST', '/v1/spend'],
    ['POST', '/v1/spend/import'],
    ['DELETE', '/v1/spend/1'],
  ] as const) {
    await expectProblem(await http.fetch(path, { method }), 'unauthenticated');
    await expectProblem(await http.fetch(path, { method, headers: OPERATOR }), 'role-forbidden');
  }
});

describe('by hand', () => {
  it('is entered, listed and taken away', async () => {
    const entry = { from: '2026-01-01', to: '2026-01-31', source: ' print ', amount: 45_000.5 };
    const response = await http.post('/v1/spend', entry, MARKETER);
    expect(response.status).toBe(201);
    const spend = { id: 'id-1', ...entry, source: 'print', medium: null, campaign: null, site: null };
    expect(await response.json()).toEqual(spend);
    const list = await http.fetch('/v1/spend', { headers: MARKETER });
    expect(await list.json()).toEqual({ spend: [spend], more: 0 });
    const gone = () => http.fetch('/v1/spend/id-1', { method: 'DELETE', headers: MARKETER });
    expect((await gone()).status).toBe(204);
    await expectProblem(await gone(), 'unknown-spend');
  });

  it('is of one day when no other is named', async () => {
    const response = await http.post('/v1/spend', { from: '2026-02-28', source: 'vk', amount: 0 }, MARKETER);
    expect(await response.json()).toMatchObject({ from: '2026-02-28', to: '2026-02-28' });
  });

  it.each([
    [{ from: '2026-02-30', source: 'vk', amount: 1 }, 'from'],
    [{ from: '2026-02-02', to: '2026-02-01', source: 'vk', amount: 1 }, 'to'],
    [{ from: '2026-02-02', source: 'vk', amount: -1 }, 'amount'],
    [{ from: '2026-02-02', source: '  ', amount: 1 }, 'source'],
  ])('%j is refused', async (entry, path) => {
    const { errors } = await expectProblem(await http.post('/v1/spend', entry, MARKETER), 'invalid-body');
    expect(errors?.[0]?.path).toBe(path);
    expect(http.spend.spends).toEqual([]);
  });
});

describe('from a file', () => {
  const day = toDayNumber('2026-01-15');

  it('is read as advertising systems and spreadsheets write it', async () => {
    const csv =
      '\uFEFFDate;Clicks;Campaign;Cost\r\n15.01.2026;7;"brand; Moscow";1 234,50\r\n2026-01-16;1;;0.5 ₽\r\n\r\n';
    expect(await imported(csv)).toEqual({ imported: 2, amount: 1_235, faults: [] });
    expect(http.spend.spends).toEqual([
      {
        id: 'id-1',
        firstDay: day,
        lastDay: day,
        source: 'yandex',
        medium: 'cpc',
        campaign: 'brand; Moscow',
        site: null,
        amount: 1_234.5,
      },
      expect.objectContaining({ firstDay: day + 1, campaign: null, amount: 0.5 }),
    ]);
  });

  it('may name source and medium by the line, and lines alike are added up', async () => {
    const csv =
      'day,utm_source,type,Cost\n2026-01-15 10:00,vk,social,1\n2026-01-15 18:00,vk,social,2\n2026-01-15,,,4\n';
    const mapping = { day: 'DAY', source: 'utm_source', medium: 'type', amount: 'cost' };
    expect(await imported(csv, { mapping, site: 'shop' })).toEqual({ imported: 3, amount: 7, faults: [] });
    expect(http.spend.spends).toMatchObject([
      { source: 'vk', medium: 'social', site: 'shop', amount: 3 },
      { source: 'yandex', medium: 'cpc', amount: 4 },
    ]);
  });

  it.each([
    ['1,234.56', 1_234.56],
    ['1.234,56', 1_234.56],
    ['1.234.567', 1_234_567],
    ['12 345', 12_345],
    ['0,5', 0.5],
    ['$7', 7],
    ['99 руб.', 99],
  ])('an amount may be written %s', async (written, amount) => {
    expect(await imported(`Date;Campaign;Cost\n2026-01-15;a;${written}`)).toMatchObject({
      amount,
      faults: [],
    });
  });

  it('is not taken at all when a line is at fault, and every fault is told', async () => {
    const csv = [
      'Date;Campaign;Cost',
      '2026-01-15;a;100',
      '31.02.2026;a;100',
      'yesterday;a;100',
      '2026-01-15;a;-5',
      '2026-01-15;a;1,2,3.4,5',
      '2026-01-15;a;1,234',
      `2026-01-15;${'x'.repeat(201)};1`,
      '2026-01-15;short',
    ].join('\n');
    const { imported: taken, amount, faults } = await imported(csv);
    expect([taken, amount]).toEqual([0, 0]);
    expect(faults.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7, 8, 9]);
    expect(faults.map(({ message }) => message)).toEqual([
      'there is no day "31.02.2026"',
      '"yesterday" is no day: write 2026-03-29 or 29.03.2026',
      '"-5" is no amount: write 1234.50 or 1234,50',
      '"1,2,3.4,5" is no amount: write 1234.50 or 1234,50',
      '"1,234" may be thousands or thousandths: write 1234.00 or 1234',
      'a name is longer than 200 characters',
      '"" is no amount: write 1234.50 or 1234,50',
    ]);
    expect(http.spend.spends).toEqual([]);
  });

  it('can be tried first', async () => {
    const csv = 'Date;Campaign;Cost\n2026-01-15;a;100\nnever;a;100';
    expect(await imported(csv, { dry_run: true })).toMatchObject({
      imported: 1,
      amount: 100,
      faults: [{ line: 3 }],
    });
    expect(http.spend.spends).toEqual([]);
  });

  it.each([
    ['a heading that the mapping does not fit', 'Day;Cost\n', {}, 'no column "Date"; there are: Day, Cost'],
    ['an empty file', '\n', {}, 'the file is empty'],
    [
      'no source',
      'Date;Campaign;Cost\n',
      { source: undefined },
      'neither a column nor a name is given for the source',
    ],
    ['a broken quote', 'Date;Campaign;Cost\n"2026-01-15;a;1\n', {}, expect.stringContaining('Quote')],
  ])('%s is a fault', async (_, csv, settings, message) => {
    expect(await imported(csv, settings)).toMatchObject({ imported: 0, faults: [{ message }] });
  });

  it('may be large', async () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => `2026-01-15;campaign ${n};1,5`);
    expect(await imported(`Date;Campaign;Cost\n${lines.join('\n')}`)).toEqual({
      imported: 20_000,
      amount: 30_000,
      faults: [],
    });
    const tooMany = lines.concat(lines, lines).join('\n');
    const { faults } = await imported(`Date;Campaign;Cost\n${tooMany}`);
    expect(faults).toEqual([{ line: 50_002, message: 'more than 50000 lines: import the file in parts' }]);
  });
});

it('is told the latest 500, and how many more there are', async () => {
  const spend = (n: number): KnownSpend => ({
    id: `s${n}`,
    firstDay: n,
    lastDay: n,
    source: 'yandex',
    medium: null,
    campaign: null,
    site: n % 2 === 0 ? 'shop' : null,
    amount: 1,
  });
  http.spend.spends = Array.from({ length: 620 }, (_, n) => spend(n));
  const answer = await http.fetch('/v1/spend', { headers: MARKETER });
  const list = (await answer.json()) as WireSpendList;
  expect([list.spend.length, list.more]).toEqual([500, 120]);
});
