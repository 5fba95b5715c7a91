// The entry: starts the keeper for this script's site, once a page.

import type { SnippetSettings } from '../src/wire/snippet-settings.ts';
import { keepLease } from './lease-keeper.ts';
import { safely } from './safely.ts';

/** The build's footer passes what the server puts in. */
declare const LEASELINE: SnippetSettings;

safely(() => {
  const path = `/s/${LEASELINE.site}.js`;
  const page = window as unknown as Record<string, boolean | undefined>;
  if (page[path]) return;
  page[path] = true;
  // Behind a proxy or another name, the address the script came by is the one that works.
  const [api, rest] = `${(document.currentScript as HTMLScriptElement | null)?.src}`.split(path);
  if (rest != null) LEASELINE.api = api as string;
  keepLease(LEASELINE);
})();
