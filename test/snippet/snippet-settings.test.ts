// Putting a site's settings into the built snippet.
import { describe, expect, it } from 'vitest';
import { dialPlanOf, renderSnippet } from '../../src/adapters/http/snippet-settings.ts';
import type { SnippetSettings } from '../../src/wire/snippet-settings.ts';

const settings: SnippetSettings = {
  site: 'shop',
  api: 'https://calls.example.ru',
  numbers: ['+74951112233'],
  ...dialPlanOf('RU'),
};

/** What the program in the template was called with. */
function run(program: string): unknown {
  return new Function(`let got; ${program}; return got;`)();
}

describe('renderSnippet', () => {
  it('gives the program its settings', () => {
    expect(run(renderSnippet('(s=>{got=s})(__LEASELINE_SETTINGS__);', settings))).toEqual(settings);
  });

  it('lets no value out of its string, the line or the script element', () => {
    const site = 'a</script><!--\u2028\u2029"\'\\$&$`$1__LEASELINE_SETTINGS__';
    const program = renderSnippet('(s=>{got=s})(__LEASELINE_SETTINGS__);', { ...settings, site });
    expect(program.slice(12)).not.toMatch(/[<>\u2028\u2029\n]/);
    expect(run(program)).toEqual({ ...settings, site });
  });

  it('refuses what is not the build', () => {
    expect(() => renderSnippet('alert(1)', settings)).toThrow('build-snippet.mjs');
    expect(() => renderSnippet('__LEASELINE_SETTINGS__ __LEASELINE_SETTINGS__', settings)).toThrow('once');
  });
});

describe('dialPlanOf', () => {
  it.each([
    ['RU', '7', '8'],
    ['KZ', '7', '8'],
    ['BY', '375', '80'],
    ['DE', '49', '0'],
    ['US', '1', '1'],
    ['DK', '45', ''],
  ])('%s: +%s, trunk prefix %j', (country, country_calling_code, trunk_prefix) => {
    expect(dialPlanOf(country)).toEqual({ country_calling_code, trunk_prefix });
  });

  it('refuses a country that is none', () => {
    expect(() => dialPlanOf('XX')).toThrow();
  });
});
