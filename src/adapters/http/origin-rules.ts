// Which web origins may make the visitor calls.
import type { SiteDirectory } from '../../ports/site-directory.ts';

/** What one directory of sites allows: made once for it. */
interface Allowed {
  readonly sites: SiteDirectory;
  readonly bySite: ReadonlyMap<string, ReadonlySet<string>>;
  readonly all: ReadonlySet<string>;
}

export class OriginRules {
  readonly #sites: () => SiteDirectory;
  #allowed: Allowed;

  /** @param sites the directory of this moment: a reload puts another in its place. */
  constructor(sites: () => SiteDirectory) {
    this.#sites = sites;
    this.#allowed = allowedBy(sites());
  }

  hasSite(site: string): boolean {
    return this.#now.bySite.has(site);
  }

  /** Whether pages of `origin` may lease numbers of that site. */
  allows(site: string, origin: string): boolean {
    return this.#now.bySite.get(site)?.has(origin) ?? false;
  }

  /** Whether `origin` belongs to any site: all that can be asked where only a lease token is known. */
  knows(origin: string): boolean {
    return this.#now.all.has(origin);
  }

  get #now(): Allowed {
    const sites = this.#sites();
    if (sites !== this.#allowed.sites) this.#allowed = allowedBy(sites);
    return this.#allowed;
  }
}

function allowedBy(sites: SiteDirectory): Allowed {
  const bySite = new Map([...sites].map(([id, { origins }]) => [id, new Set(origins.map(asBrowsersWrite))]));
  return { sites, bySite, all: new Set([...bySite.values()].flatMap((origins) => [...origins])) };
}

/** `https://Shop.example.ru:443/` -> `https://shop.example.ru`, the form of the Origin header (RFC 6454, 6.2). */
function asBrowsersWrite(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).origin : origin;
}
