// Knows crawlers by their User-Agent, from the list of package isbot.
import { isbot } from 'isbot';
import type { CrawlerDetector } from '../../ports/crawler-detector.ts';

/**
 * What people run by hand and in tests. On this machine that is the owner trying the service; from anywhere else it takes
 * numbers like any bot.
 */
const TOOL = /headless|^(?:curl|wget|httpie|node|undici|deno|bun|python|postman|go-http-client)\b/i;

/** A verdict costs some microseconds, and most visitors share a few hundred browsers. */
const REMEMBERED = 2_000;
/** A longer one is no browser's, and is not worth remembering. */
const LONGEST = 500;

export class IsbotDetector implements CrawlerDetector {
  readonly #verdicts = new Map<string, boolean>();

  isCrawler(userAgent: string, { local }: { readonly local: boolean }): boolean {
    if (userAgent === '' || (local && TOOL.test(userAgent))) return false;
    const known = this.#verdicts.get(userAgent);
    if (known !== undefined) return known;
    const verdict = isbot(userAgent.slice(0, LONGEST));
    if (userAgent.length > LONGEST) return verdict;
    if (this.#verdicts.size >= REMEMBERED) this.#verdicts.clear();
    this.#verdicts.set(userAgent, verdict);
    return verdict;
  }
}
