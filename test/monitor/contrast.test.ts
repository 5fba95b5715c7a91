// The colour tokens meet WCAG 2.1 AA: 4.5 to 1 for text, 3 to 1 for the edges of controls.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../monitor/styles/tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = css.split(':root[data-theme="dark"]');

const TEXT_ON: [string, string[]][] = [
  ['text', ['bg', 'surface', 'surface-2', 'hover']],
  ['text-2', ['bg', 'surface', 'surface-2', 'hover']],
  ['text-3', ['bg', 'surface', 'surface-2', 'hover']],
  ['link', ['bg', 'surface', 'surface-2', 'hover', 'accent-soft']],
  ['on-accent', ['accent', 'accent-hover']],
  ['text', ['accent-soft']],
  ['amber-text', ['amber-soft', 'surface', 'hover']],
  ['green-text', ['green-soft', 'surface', 'hover']],
  ['red-text', ['red-soft', 'surface', 'hover']],
  ['grey-text', ['grey-soft', 'surface']],
];

describe.each([
  ['light', light],
  ['dark', dark],
])('%s', (_, block) => {
  const pairs = TEXT_ON.flatMap(([text, grounds]) => grounds.map((ground) => [text, ground] as const));

  it.each(pairs)('%s on %s', (text, ground) => {
    expect(contrast(colour(block, text), colour(block, ground))).toBeGreaterThanOrEqual(4.5);
  });

  it('fields and focus can be seen', () => {
    for (const edge of ['border-strong', 'link'])
      expect(contrast(colour(block, edge), colour(block, 'surface'))).toBeGreaterThanOrEqual(3);
  });
});

function colour(block: string, token: string): string {
  const found = new RegExp(`--${token}: #([0-9a-f]{6});`).exec(block)?.[1];
  if (found === undefined) throw new Error(`no token --${token}`);
  return found;
}

/** WCAG 2.1, contrast ratio and relative luminance. */
function contrast(one: string, two: string): number {
  const [a, b] = [luminance(one), luminance(two)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
