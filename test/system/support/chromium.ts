// A headless Chromium for a test: Debian's, driven by playwright-core, cut off from everything but this machine.
import { type Browser, chromium } from 'playwright-core';
import { readRig } from './read-rig.ts';

export interface OpenBrowserOptions {
  /** Host name -> `127.0.0.1:PORT`, so that a page can be opened as `http://shop.example.ru/`. */
  hosts?: Readonly<Record<string, string>>;
  /** Keeps pages that were left for the way back, as users' browsers do. */
  backForwardCache?: boolean;
}

/** `await using browser = await openBrowser()` closes it with the test. Needs `rig.chromium`. */
export async function openBrowser(options: OpenBrowserOptions = {}): Promise<Browser> {
  const executablePath = readRig().chromium;
  if (executablePath === null)
    throw new Error('the rig has no Chromium: run `node scripts/rig.mjs` to see why');
  const mapped = Object.entries(options.hosts ?? {}).map(([host, address]) => `MAP ${host} ${address}`);
  // Every other name fails at once instead of waiting for a network that a test must not use.
  const rules = [...mapped, 'MAP * ~NOTFOUND', 'EXCLUDE localhost', 'EXCLUDE 127.0.0.1'];
  const asRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath,
    ...(options.backForwardCache && { ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
    args: [
      ...(asRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--host-resolver-rules=${rules.join(', ')}`,
    ],
  });
}
