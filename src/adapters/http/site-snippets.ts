// The built swap script: of each site with its settings in it, or as a loader beside the code that all sites share.
import { createHash } from 'node:crypto';
import type { Millis } from '../../core/millis.ts';
import type { Site } from '../../ports/site-directory.ts';
import { dialPlanOf, loaderText, renderSharedSnippet, renderSnippet } from './snippet-settings.ts';
import { StaticText } from './static-text.ts';

export interface SiteSnippetsOptions {
  /** The built snippet, with a place for settings in it. */
  readonly template: string;
  /** Its source map. */
  readonly map: string;
  /** Where visitors' browsers reach the service. */
  readonly publicUrl: string;
  /** ISO 3166-1 alpha-2 of the owner's numbers. */
  readonly country: string;
  /** How long a page that is only looked at waits before it asks for a number. */
  readonly defer: () => Millis;
}

interface SiteScripts {
  /** Settings and code in one. */
  readonly whole: StaticText;
  /** Settings, and where the code is. */
  readonly loader: StaticText;
}

/** Rendered once a site; a reload makes every site another. */
export class SiteSnippets {
  /** The code alone, the same for all sites until Leaseline is upgraded. */
  readonly code: StaticText;
  readonly map: StaticText;
  readonly #options: SiteSnippetsOptions;
  readonly #integrity: string;
  readonly #ofSite = new WeakMap<Site, SiteScripts>();

  constructor(options: SiteSnippetsOptions) {
    this.#options = options;
    const code = renderSharedSnippet(options.template);
    this.code = new StaticText(code);
    this.map = new StaticText(options.map);
    // Subresource Integrity (W3C SRI): a browser runs this code or none.
    this.#integrity = `sha384-${createHash('sha384').update(code).digest('base64')}`;
  }

  of(site: Site): SiteScripts {
    const known = this.#ofSite.get(site);
    if (known) return known;
    const settings = this.#settings(site);
    const code = { path: `/s/_/${this.code.digest}.js`, integrity: this.#integrity };
    const made = {
      whole: new StaticText(renderSnippet(this.#options.template, settings)),
      loader: new StaticText(loaderText(settings, code)),
    };
    this.#ofSite.set(site, made);
    return made;
  }

  #settings(site: Site) {
    const { publicUrl, country, defer } = this.#options;
    return {
      site: site.id,
      api: publicUrl.replace(/\/+$/, ''),
      numbers: [...site.replace, ...site.moreNumbers.map(({ number }) => number)],
      ...dialPlanOf(country),
      defer_ms: defer(),
    };
  }
}
