// A site's script: its own settings, rendered once, with a tag that follows the content.
import { expect, test } from 'vitest';
import { SiteSnippets } from '../../../src/adapters/http/site-snippets.ts';
import { SITES } from './http-fixture.ts';

const [shop, blog] = SITES as [(typeof SITES)[0], (typeof SITES)[0]];

function snippets(template = 'run(__LEASELINE_SETTINGS__);'): SiteSnippets {
  const defer = () => 5_000;
  return new SiteSnippets({ template, publicUrl: 'https://calls.example.ru/', country: 'RU', defer });
}

test('each site gets its own settings', () => {
  const { body } = snippets().render(shop);
  const settings = JSON.parse(/^run\((.*)\);$/.exec(body)?.[1] ?? '');
  expect(settings).toMatchObject({
    site: 'shop',
    api: 'https://calls.example.ru',
    numbers: ['+74951112233'],
    defer_ms: 5_000,
  });
});

test('the tag is quoted, stable, and differs with settings and program', () => {
  const tag = snippets().render(shop).etag;
  expect(tag).toMatch(/^"[\w-]{22}"$/);
  expect(snippets().render(shop).etag).toBe(tag);
  expect(snippets().render(blog).etag).not.toBe(tag);
  expect(snippets('go(__LEASELINE_SETTINGS__);').render(shop).etag).not.toBe(tag);
});
