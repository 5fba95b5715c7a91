// Knows crawlers by their User-Agent, from the list of package isbot.
import { isbot } from 'isbot';
import type { CrawlerDetector } from '../../ports/crawler-detector.ts';

/**
 * Programs that run no script of a page. One that asks for a number was written to ask, by the owner or against them:
 * that is what the limits by address are for.
 */
const CLIENT = /^(?:curl|wget|httpie|node|undici|deno|bun|python|axios|okhttp|postman|go-http-client)\b/i;
/** On this machine it is the owner who tries the service; from elsewhere it takes numbers like any crawler. */
const HEADLESS = /headless/i;

/** A verdict costs some microseconds, and most visitors share a few hundred browsers. */
const REMEMBERED = 2_000;
/** A longer one is no browser's, and is not worth remembering. */
const LONGEST = 500;

export class IsbotDetector implements CrawlerDetector {
  readonly #verdicts = new Map<string, boolean>();

  isCrawler(userAgent: string, { local }: { readonly local: boolean }): boolean {
    if (userAgent === '' || CLIENT.test(userAgent) || (local && HEADLESS.test(userAgent))) return false;
    const known = this.#verdicts.get(userAgent);
    if (known !== undefined) return known;
    const verdict = isbot(userAgent.slice(0, LONGEST));
    if (userAgent.length > LONGEST) return verdict;
    if (this.#verdicts.size >= REMEMBERED) this.#verdicts.clear();
    this.#verdicts.set(userAgent, verdict);
    return verdict;
  }
}
