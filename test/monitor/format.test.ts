// How numbers, times, places and strangers' texts are shown.
import { describe, expect, it } from 'vitest';
import { formatAgent } from '../../monitor/format/agent-name.ts';
import { formatDuration } from '../../monitor/format/duration.ts';
import { formatCount, formatDelta } from '../../monitor/format/figure.ts';
import { formatPercent } from '../../monitor/format/percent.ts';
import { formatPhoneNumber } from '../../monitor/format/phone-number.ts';
import { formatRegion } from '../../monitor/format/region-name.ts';
import { formatTimeOfDay } from '../../monitor/format/time-of-day.ts';
import { cleanText, showUrl } from '../../monitor/format/visitor-text.ts';
import { formatDays } from '../../monitor/spend/format-days.ts';

it.each([
  ['+79161234567', '+7 916 123-45-67'],
  ['+74951230001', '+7 495 123-00-01'],
  ['+12125550123', '+1 212 555-0123'],
  ['+375291234567', '+375 29 123-45-67'],
  ['+442079460958', '+44 207 946-0958'],
  ['101', '101'],
  ['anonymous', 'anonymous'],
])('number %s -> %s', (number, shown) => {
  expect(formatPhoneNumber(number)).toBe(shown);
});

it.each([
  [-3, '0:00'],
  [7.9, '0:07'],
  [72, '1:12'],
  [3725, '1:02:05'],
])('duration %d s -> %s', (seconds, shown) => {
  expect(formatDuration(seconds)).toBe(shown);
});

it.each([
  [0, '0%'],
  [0.004, '<1%'],
  [0.934, '93%'],
  [0.999, '99%'],
  [1, '100%'],
])('probability %d -> %s', (share, shown) => {
  expect(formatPercent(share)).toBe(shown);
});

it.each([
  ['RU-MOW', 'en', 'Moscow'],
  ['RU-SPE', 'ru', 'Санкт-Петербург'],
  ['KZ-ALA', 'en', 'Kazakhstan, ALA'],
  ['RU', 'ru', 'Россия'],
  ['*', 'en', '*'],
] as const)('region %s in %s -> %s', (code, language, shown) => {
  expect(formatRegion(code, language)).toBe(shown);
});

it.each([
  ['PJSIP/101', '101'],
  ['Local/204@from-queue', '204'],
  ['Анна Орлова', 'Анна Орлова'],
])('agent %s -> %s', (agent, shown) => {
  expect(formatAgent(agent)).toBe(shown);
});

it('names the day only when it is not today', () => {
  const now = Date.UTC(2024, 10, 22, 14, 2, 9);
  const options = { language: 'en', now, timeZone: 'UTC' };
  expect(formatTimeOfDay(now, options)).toBe('14:02');
  expect(formatTimeOfDay(now, { ...options, seconds: true })).toBe('14:02:09');
  expect(formatTimeOfDay(now - 86_400_000, options)).toMatch(/Nov 21|21 Nov/);
});

describe('URLs that strangers wrote', () => {
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'blob:https://shop.ru/1',
    'file:///etc/passwd',
    '//shop.ru/a',
    'shop.ru/a',
    '',
  ])('%j is no link', (url) => {
    expect(showUrl(url).href).toBeNull();
  });

  it('shows host and readable path, and links to the whole', () => {
    expect(showUrl('https://www.shop.ru/%D0%BE%D0%BA%D0%BD%D0%B0?utm_source=x#top')).toEqual({
      label: 'shop.ru/окна',
      href: 'https://www.shop.ru/%D0%BE%D0%BA%D0%BD%D0%B0?utm_source=x#top',
    });
    expect(showUrl('http://shop.ru/').label).toBe('shop.ru');
    expect(showUrl('http://shop.ru/%E0%A4%A').label).toBe('shop.ru/%E0%A4%A');
  });

  it('shows the true host of a URL that poses as another', () => {
    expect(showUrl('https://yandex.ru@evil.example/a').label).toBe('evil.example/a');
  });

  it('drops characters that could turn the text around', () => {
    expect(cleanText('  win\u202edows\u0007\u200b ')).toBe('windows');
    expect(showUrl('https://shop.ru/%E2%80%AEgpj.exe').label).not.toContain('\u202e');
  });
});

it.each([
  [null, '—'],
  [1043, '1,043'],
  [12.34, '12.3'],
  [1234.5, '1,235'],
])('count %s -> %s', (value, shown) => {
  expect(formatCount(value, 'en')).toBe(shown);
});

it.each([
  [110, 100, '+10%'],
  [90, 100, '-10%'],
  [100, 100, '0%'],
  [5, 0, null],
  [5, null, null],
  [-50, -100, '+50%'],
])('from %s to %s: %s', (now, before, shown) => {
  expect(formatDelta(now, before, 'en')).toBe(shown);
});

it.each([
  ['2026-11-01', '2026-11-25', '1 – 25 Nov 2026'],
  ['2026-11-01', '2026-11-01', '1 Nov 2026'],
])('days %s to %s -> %s', (first, last, shown) => {
  // Which spaces stand around the dash depends on the ICU data.
  expect(formatDays(first, last, 'en').replace(/\s/g, ' ').replace(/ ?– ?/, ' – ')).toBe(shown);
});
