// The settings of one site, put into the built swap snippet (`GET /s/{site}.js`).

import { type CountryCode, getCountryCallingCode, Metadata } from 'libphonenumber-js/max';

import type { SnippetSettings } from '../../wire/snippet-settings.ts';

const PLACEHOLDER = '__LEASELINE_SETTINGS__';

/** Left out of the library's types; 0 where the country has none. */
type HomePlan = { nationalPrefix(): string | 0 };

/** How numbers are written at home in `country` (ISO 3166-1 alpha-2). Throws for a country without numbers. */
export function dialPlanOf(country: string): Pick<SnippetSettings, 'country_calling_code' | 'trunk_prefix'> {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country as CountryCode);
  const plan = metadata.numberingPlan as unknown as HomePlan;
  // Belarusians dial 8 and write 80: `8 (017) 200-11-22` is +375 17 200-11-22.
  const trunk_prefix = country === 'BY' ? '80' : plan.nationalPrefix() || '';
  return { country_calling_code: getCountryCallingCode(country as CountryCode), trunk_prefix };
}

/** The global variable by which the loader hands a site's settings to the code that all sites share. */
const SHARED_SETTINGS = 'leaselineSettings';

/**
 * The built script with the settings in it. They are data in program text: no value can end the script element, a
 * string, or a line. Throws when `template` is not the snippet's build.
 */
export function renderSnippet(template: string, settings: Partial<SnippetSettings>): string {
  return filled(template, programText(settings));
}

/** The built script without settings: it takes those that `loaderText` has left. */
export function renderSharedSnippet(template: string): string {
  return filled(template, SHARED_SETTINGS);
}

function filled(template: string, settings: string): string {
  const [head, tail, ...more] = template.split(PLACEHOLDER);
  if (head === undefined || tail === undefined || more.length > 0) {
    throw new Error(
      `the built snippet must hold ${PLACEHOLDER} once: run \`node scripts/build-snippet.mjs\` again`,
    );
  }
  return head + settings + tail;
}

/**
 * A script that hands over the settings and fetches the code, which the browser runs only if it is as `integrity` says.
 * Behind a proxy or another name, the address the loader came by is the one that works.
 */
export function loaderText(
  settings: SnippetSettings,
  codes: readonly { readonly path: string; readonly integrity: string }[],
): string {
  const suffix = `/s/${settings.site}/loader.js`;
  return `try {
  const own = document.currentScript;
  const settings = (window.${SHARED_SETTINGS} = ${programText(settings)});
  const at = own.src.indexOf(${programText(suffix)});
  if (at > 0) settings.api = own.src.slice(0, at);
  // Trusted Types (W3C): a script may only come from an address of a named policy.
  const policy = window.trustedTypes?.createPolicy('leaseline', { createScriptURL: (url) => url });
  for (const { path, integrity } of ${programText(codes)}) {
    const script = document.createElement('script');
    script.integrity = integrity;
    script.crossOrigin = 'anonymous';
    script.nonce = own.nonce;
    // In this order.
    script.async = false;
    const url = settings.api + path;
    script.src = policy ? policy.createScriptURL(url) : url;
    document.head.append(script);
  }
} catch (fault) {
  console.debug('leaseline:', fault);
}
`;
}

/** JSON that is also safe inside an HTML script element and in JavaScript before ES2019. */
function programText(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
