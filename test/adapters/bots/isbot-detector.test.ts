// Who is taken for a crawler.
import { describe, expect, it } from 'vitest';
import { IsbotDetector } from '../../../src/adapters/bots/isbot-detector.ts';

const CHROME = '(KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const HEADLESS = `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 ${CHROME.replace('Chrome', 'HeadlessChrome')}`;
const detector = new IsbotDetector();

describe('a crawler', () => {
  it.each([
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    `Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/142.0.0.0 Safari/537.36`,
    'Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)',
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    'TelegramBot (like TwitterBot)',
  ])('is %s, wherever it runs', (userAgent) => {
    expect(detector.isCrawler(userAgent, { local: false })).toBe(true);
    expect(detector.isCrawler(userAgent, { local: true })).toBe(true);
  });

  it.each([
    '',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 ${CHROME}`,
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 YaBrowser/25.10.0.0 Safari/537.36`,
    `Mozilla/5.0 (Linux; Android 10; CUBOT X30) AppleWebKit/537.36 ${CHROME}`,
  ])('is not %j', (userAgent) => {
    expect(detector.isCrawler(userAgent, { local: false })).toBe(false);
  });

  it('is a headless browser from elsewhere, but not on this machine, where the owner tries the service', () => {
    expect(detector.isCrawler(HEADLESS, { local: false })).toBe(true);
    expect(detector.isCrawler(HEADLESS, { local: true })).toBe(false);
  });

  it.each(['curl/8.5.0', 'node', 'python-requests/2.31'])('is not %s, which runs no page', (userAgent) => {
    expect(detector.isCrawler(userAgent, { local: false })).toBe(false);
  });

  it('costs no memory by inventing names', () => {
    const many = new IsbotDetector();
    for (let n = 0; n < 5_000; n++) many.isCrawler(`browser ${n}`, { local: false });
    expect(many.isCrawler(`Mozilla/5.0 ${'x'.repeat(10_000)} bot`, { local: false })).toBe(
      many.isCrawler(`Mozilla/5.0 ${'x'.repeat(10_000)} bot`, { local: false }),
    );
    expect(many.isCrawler('Googlebot/2.1', { local: false })).toBe(true);
  });
});
