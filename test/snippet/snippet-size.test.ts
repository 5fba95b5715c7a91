// The script stays small, and nothing that others see of it was renamed to make it so.
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bundleSnippet } from '../../scripts/build-snippet.mjs';

describe('the built script', () => {
  it('has at most 4,096 bytes when it is sent with brotli', async () => {
    const { code } = await bundleSnippet();
    expect(brotliCompressSync(code).length).toBeLessThanOrEqual(4_096);
  });

  it('keeps the names of the wire, the storage, the settings and the public side', async () => {
    const { code } = await bundleSnippet();
    const names = [
      // What is sent and answered.
      'site visitor session page url title referrer ids ga ga_session ym user consent engagement numbers',
      'token replace did national international expires_in_s heartbeat_s overflow visit_code',
      // What is kept.
      'until landing seen tabs',
      // The settings.
      'api country_calling_code trunk_prefix lent names patience_ms defer_ms gpc messengers',
      // Commands and events.
      'leaseline ready number visitCode swap format identify consent intent',
    ].join(' ');
    for (const name of names.split(' ')) expect(code).toMatch(new RegExp(`\\b${name}\\b`));
  });

  it('is ended by its settings alone, so that they move no code', async () => {
    for (const name of ['leaseline', 'publish', 'selectors'] as const) {
      const { code, map } = await bundleSnippet(name);
      expect(code).toMatch(/^\(\w+=>\{.*\}\)\(__LEASELINE_SETTINGS__\);$/s);
      expect(JSON.parse(map)).toMatchObject({
        version: 3,
        sources: expect.arrayContaining([expect.any(String)]),
      });
    }
  });
});
