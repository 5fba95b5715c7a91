// A file of spend as its columns are chosen, and amounts as they are typed.
import { expect, it } from 'vitest';
import { readAmount } from '../../monitor/format/read-amount.ts';
import { guessColumn, previewCsv } from '../../monitor/spend/csv-preview.ts';

it.each([
  [
    'Date,Campaign,Cost\n2026-11-01,"brand, Moscow",1200.50\n',
    ['Date', 'Campaign', 'Cost'],
    ['2026-11-01', 'brand, Moscow', '1200.50'],
  ],
  [
    '\ufeffДата;Кампания;Расход\r\n01.11.2026;"Окна ""Люкс""";1 200,50\r\n',
    ['Дата', 'Кампания', 'Расход'],
    ['01.11.2026', 'Окна "Люкс"', '1 200,50'],
  ],
  ['day\tamount\n2026-11-01\t5', ['day', 'amount'], ['2026-11-01', '5']],
  [
    'day,note,amount\n2026-11-01,"two\nlines",5',
    ['day', 'note', 'amount'],
    ['2026-11-01', 'two\nlines', '5'],
  ],
])('%j', (text, headings, row) => {
  expect(previewCsv(text)).toEqual({ headings, rows: [row] });
});

it('shows the first rows only, and says when there are none', () => {
  const many = `a,b\n${'1,2\n'.repeat(5000)}`;
  expect(previewCsv(many)?.rows).toHaveLength(4);
  for (const text of ['', 'one heading\n1\n', 'a,b\n', '\u0000\u0001']) expect(previewCsv(text)).toBeNull();
});

it('guesses columns by what advertising systems call them', () => {
  const headings = ['Дата', 'Название кампании', 'Показы', 'Расход, руб.'];
  expect(guessColumn(headings, 'day')).toBe('Дата');
  expect(guessColumn(headings, 'campaign')).toBe('Название кампании');
  expect(guessColumn(headings, 'amount')).toBe('Расход, руб.');
  expect(guessColumn(headings, 'source')).toBe('');
});

it.each([
  ['148 500,50', 148_500.5],
  ['148\u00a0500 ₽', 148_500],
  ['0', 0],
  ['', null],
  ['  ', null],
  ['12a', undefined],
  ['-5', undefined],
  ['1.2.3', undefined],
])('amount %j -> %s', (typed, amount) => {
  expect(readAmount(typed)).toBe(amount);
});
