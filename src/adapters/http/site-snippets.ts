// The built swap script of each site, with its settings and a tag that changes with either.
import { createHash } from 'node:crypto';
import type { Millis } from '../../core/millis.ts';
import type { Site } from '../../ports/site-directory.ts';
import type { SnippetSource } from './routes/snippet-routes.ts';
import { dialPlanOf, renderSnippet } from './snippet-settings.ts';

export interface SiteSnippetsOptions {
  /** The built snippet, with a place for settings in it. */
  readonly template: string;
  /** Where visitors' browsers reach the service. */
  readonly publicUrl: string;
  /** ISO 3166-1 alpha-2 of the owner's numbers. */
  readonly country: string;
  /** How long a page that is only looked at waits before it asks for a number. */
  readonly defer: () => Millis;
}

/** Rendered once a site; a reload makes every site another. */
export class SiteSnippets implements SnippetSource {
  readonly #options: SiteSnippetsOptions;
  readonly #rendered = new WeakMap<Site, { body: string; etag: string }>();

  constructor(options: SiteSnippetsOptions) {
    this.#options = options;
  }

  render(site: Site): { body: string; etag: string } {
    const known = this.#rendered.get(site);
    if (known) return known;
    const { template, publicUrl, country, defer } = this.#options;
    const body = renderSnippet(template, {
      site: site.id,
      api: publicUrl.replace(/\/+$/, ''),
      numbers: [...site.replace, ...site.moreNumbers.map(({ number }) => number)],
      ...dialPlanOf(country),
      defer_ms: defer(),
    });
    const digest = createHash('sha256').update(body).digest('base64url').slice(0, 22);
    const made = { body, etag: `"${digest}"` };
    this.#rendered.set(site, made);
    return made;
  }
}
