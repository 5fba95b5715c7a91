// The built swap script: of each site with its settings and the parts it wants, or as a loader beside the code that all sites share.
import { createHash } from 'node:crypto';
import type { Millis } from '../../core/millis.ts';
import type { Site } from '../../ports/site-directory.ts';
import type { LentNumbers } from '../../services/lent-numbers.ts';
import type { SnippetSettings } from '../../wire/snippet-settings.ts';
import { dialPlanOf, loaderText, renderSharedSnippet, renderSnippet } from './snippet-settings.ts';
import { StaticText } from './static-text.ts';

export interface SiteSnippetsOptions {
  /** The built snippet, with a place for settings in it. */
  readonly template: string;
  /** Its source map. */
  readonly map: string;
  /** What is sent to sites that want it only; each a built script like `template`. */
  readonly parts: Readonly<Record<SnippetPart, string>>;
  /** Where visitors' browsers reach the service. */
  readonly publicUrl: string;
  /** ISO 3166-1 alpha-2 of the owner's numbers. */
  readonly country: string;
  /** How long a page that is only looked at waits before it asks for a number. */
  readonly defer: () => Millis;
  /** The numbers that may stand on a site's pages in place of its printed ones. */
  readonly lent: (site: string) => readonly LentNumbers[];
}

/** A part is sent to the sites that have the setting of its name. */
const PARTS = ['publish', 'selectors'] as const;
export type SnippetPart = (typeof PARTS)[number];

/** Code that sites share, at an address that changes with it. */
interface SharedCode {
  readonly code: StaticText;
  /** Subresource Integrity (W3C SRI): a browser runs this code or none. */
  readonly integrity: string;
}

interface SiteScripts {
  /** Settings and code in one. */
  readonly whole: StaticText;
  /** Settings, and where the code is. */
  readonly loader: StaticText;
}

/** Rendered once a site; a reload makes every site another. */
export class SiteSnippets {
  /** The code of the script alone, the same for all sites until Leaseline is upgraded. */
  readonly code: StaticText;
  readonly map: StaticText;
  readonly #options: SiteSnippetsOptions;
  readonly #script: SharedCode;
  readonly #parts: Readonly<Record<SnippetPart, SharedCode>>;
  readonly #ofSite = new WeakMap<Site, SiteScripts>();

  constructor(options: SiteSnippetsOptions) {
    this.#options = options;
    const { publish, selectors } = options.parts;
    this.#script = shared(options.template);
    this.#parts = { publish: shared(publish), selectors: shared(selectors) };
    this.code = this.#script.code;
    this.map = new StaticText(options.map);
  }

  /** All code that sites share: the script's first. */
  get shared(): readonly StaticText[] {
    return [this.#script, ...Object.values(this.#parts)].map(({ code }) => code);
  }

  of(site: Site): SiteScripts {
    const known = this.#ofSite.get(site);
    if (known) return known;
    const settings = this.#settings(site);
    const { template, parts } = this.#options;
    const wanted = PARTS.filter((part) => settings[part] !== undefined);
    const codes = [this.#script, ...wanted.map((part) => this.#parts[part])];
    const made = {
      whole: new StaticText(
        [
          renderSnippet(template, settings),
          ...wanted.map((part) => renderSnippet(parts[part], { [part]: settings[part] })),
        ].join('\n'),
      ),
      loader: new StaticText(
        loaderText(
          settings,
          codes.map(({ code, integrity }) => ({ path: `/s/_/${code.digest}.js`, integrity })),
        ),
      ),
    };
    this.#ofSite.set(site, made);
    return made;
  }

  #settings({ id, replace, moreNumbers, snippet }: Site): SnippetSettings {
    const { publicUrl, country, defer, lent } = this.#options;
    const names = moreNumbers.flatMap(({ name, number }) => (name === null ? [] : [[name, number] as const]));
    return {
      site: id,
      api: publicUrl.replace(/\/+$/, ''),
      numbers: [...replace, ...moreNumbers.map(({ number }) => number)],
      ...dialPlanOf(country),
      defer_ms: defer(),
      lent: lent(id).map(({ printed, ranges }) => [printed, ...ranges]),
      // What is as usual is left out: the script is fetched by every visitor.
      ...(names.length > 0 && { names: Object.fromEntries(names) }),
      ...(snippet.consent !== 'full' && { consent: snippet.consent }),
      ...(snippet.honourGpc && { gpc: true }),
      ...(snippet.messengers && { messengers: true }),
      ...(snippet.publish.length > 0 && { publish: [...snippet.publish] }),
      ...(snippet.selectors.length > 0 && { selectors: [...snippet.selectors] }),
    };
  }
}

function shared(template: string): SharedCode {
  const code = renderSharedSnippet(template);
  return {
    code: new StaticText(code),
    integrity: `sha384-${createHash('sha384').update(code).digest('base64')}`,
  };
}
