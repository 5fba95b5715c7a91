// Which web origins may make the visitor calls.
import type { Site } from '../../ports/site-directory.ts';

export class OriginRules {
  readonly #bySite = new Map<string, ReadonlySet<string>>();
  readonly #all = new Set<string>();

  constructor(sites: readonly Site[]) {
    for (const site of sites) {
      const origins = site.origins.map(asBrowsersWrite);
      this.#bySite.set(site.id, new Set(origins));
      for (const origin of origins) this.#all.add(origin);
    }
  }

  hasSite(site: string): boolean {
    return this.#bySite.has(site);
  }

  /** Whether pages of `origin` may lease numbers of that site. */
  allows(site: string, origin: string): boolean {
    return this.#bySite.get(site)?.has(origin) ?? false;
  }

  /** Whether `origin` belongs to any site: all that can be asked where only a lease token is known. */
  knows(origin: string): boolean {
    return this.#all.has(origin);
  }
}

/** `https://Shop.example.ru:443/` -> `https://shop.example.ru`, the form of the Origin header (RFC 6454, 6.2). */
function asBrowsersWrite(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).origin : origin;
}
