// The journal's and the reports' filters, from and to an address; columns and views as they were saved.
import { expect, it } from 'vitest';
import { callQuery, filtered, readFilters, writeFilters } from '../../monitor/calls/call-filters.ts';
import { readColumns } from '../../monitor/calls/column-names.ts';
import { readViews } from '../../monitor/calls/saved-view.ts';
import { readReportFilters, stepFor, writeReportFilters } from '../../monitor/reports/report-filters.ts';

const text = (changes: Record<string, string | null>) => {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(changes)) if (value) params.set(key, value);
  return params.toString();
};

it.each([
  '',
  'period=month&source=yandex&outcome=missed',
  'first=2026-11-01&last=2026-11-03&did=%2B74951230001&caller=916+123',
])('calls: %s', (search) => {
  expect(text(writeFilters(readFilters(`?${search}`)))).toBe(search);
});

it('ignores an outcome there is not', () => {
  const filters = readFilters('?outcome=lost');
  expect(filters.outcome).toBe('');
  expect(filtered(filters)).toBe(false);
});

it('asks the server for what is filtered, and nothing else', () => {
  const now = new Date(2026, 10, 25, 12).getTime();
  const asked = new URLSearchParams(callQuery(readFilters('?period=today&caller=+916'), now));
  expect(Object.fromEntries(asked)).toEqual({
    from: new Date(2026, 10, 25).toISOString(),
    to: new Date(2026, 10, 26).toISOString(),
    caller: '916',
  });
});

it.each([
  '',
  'period=week&compare=year&model=linear&by=source%2Ccampaign&site=shop',
  'compare=none&by=region',
])('reports: %s', (search) => {
  expect(text(writeReportFilters(readReportFilters(`?${search}`)))).toBe(search);
});

it('takes two known dimensions at most, each once', () => {
  expect(readReportFilters('?by=page,weather,page,region,did').by).toEqual(['page', 'region']);
  expect(readReportFilters('?by=weather').by).toEqual(['source']);
});

it.each([
  [1, 'hour'],
  [2, 'hour'],
  [3, 'day'],
  [92, 'day'],
  [93, 'week'],
] as const)('%d days by the %s', (days, step) => {
  expect(stepFor({ from: '', to: '', days })).toBe(step);
});

it('reads saved columns and views of older versions with care', () => {
  expect(readColumns(['source', 'weather', 3])).toEqual(['time', 'caller', 'source']);
  expect(readColumns('source')).toBeNull();
  expect(
    readViews([{ name: 'Missed', search: '?outcome=missed', columns: ['wait'] }, { name: 1 }, null]),
  ).toEqual([{ name: 'Missed', search: '?outcome=missed', columns: ['time', 'caller', 'wait'] }]);
  expect(readViews({})).toBeNull();
});
