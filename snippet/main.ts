// The entry: starts the keeper for this script's site, once a page.
import { keepLease } from './lease-keeper.ts';
import { safely } from './safely.ts';
import type { SnippetSettings } from '../src/wire/snippet-settings.ts';

/** The build's footer passes what the server puts in. */
declare const LEASELINE: SnippetSettings;

safely(() => {
  const { site } = LEASELINE;
  const started = `leaseline:${site}`;
  const page = window as unknown as Record<string, boolean | undefined>;
  if (page[started]) return;
  page[started] = true;
  // Behind a proxy or another name, the address the script came by is the one that works.
  const source = (document.currentScript as HTMLScriptElement | null)?.src ?? '';
  const path = source.indexOf(`/s/${site}.js`);
  keepLease(path > 0 ? { ...LEASELINE, api: source.slice(0, path) } : LEASELINE);
})();
