// The shipped example and the page about configuration name every key, at its default.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from '../../src/config/load.ts';
import { type SchemaKey, schemaKeys } from '../../src/config/schema-keys.ts';

const EXAMPLE = fileURLToPath(new URL('../../config/leaseline.example.yaml', import.meta.url));
const PAGE = new URL('../../docs/configuration.md', import.meta.url);
const text = readFileSync(EXAMPLE, 'utf8');
const page = readFileSync(PAGE, 'utf8');
const tree: unknown = parse(text);

/** The value at `pools[].numbers`, in the first item of every list. */
function valueAt(path: string): unknown {
  let value = tree;
  for (const step of path.replaceAll('[]', '.0').split('.')) {
    value = (value as Record<string, unknown> | null | undefined)?.[step];
  }
  return value;
}

/** Which may be left out whole: what they require is required within them. */
const OPTIONAL_GROUPS = [
  'asterisk[].ari.',
  'sites[].more_numbers[].',
  'routing.destinations[].working_hours[].',
  'routing.destinations[].cap.',
  'routing.rules[].when.working_hours[].',
  'routing.hook.',
];

function isCommentedOut(path: string): boolean {
  const key = path.split('.').at(-1);
  return new RegExp(`^ *# +(# |- )?${key}:( |$)`, 'm').test(text);
}

function defaultCell({ required, group, fallback }: SchemaKey): string {
  if (required) return 'required';
  if (fallback === undefined) return 'none';
  if (group) return '';
  return `\`${Array.isArray(fallback) ? `[${fallback.join(', ')}]` : fallback}\``;
}

test('the example is sound, given its secret', () => {
  const loaded = loadConfig(EXAMPLE, { AMI_SECRET: 'x' });
  expect(loaded).toMatchObject({ ok: true, warnings: [] });
  expect(loadConfig(EXAMPLE, {})).toMatchObject({ faults: [{ path: 'asterisk[0].ami.secret' }] });
});

test('the schema describes every key, and shows how to write a required one', () => {
  for (const key of schemaKeys()) {
    expect(key.description, key.path).not.toBe('');
    if (key.required) expect(key.example, key.path).not.toBeNull();
  }
});

test.each(schemaKeys().map((key) => [key.path, key] as const))('the example has %s', (path, key) => {
  const value = valueAt(path);
  // `geoip:` with nothing but comments below it is there, and empty.
  const there = value !== undefined || isCommentedOut(path);
  expect(there).toBe(true);
  const optional = OPTIONAL_GROUPS.some((group) => path.startsWith(group));
  if (key.group || (optional && value === undefined)) return;
  if (key.fallback !== undefined) expect(value).toEqual(key.fallback);
  if (key.required && !optional) expect(value).toBeDefined();
});

test.each(schemaKeys().map((key) => [key.path, key] as const))('the page has %s', (path, key) => {
  expect(page).toContain(`| \`${path}\` | ${defaultCell(key)} | `);
});

test('the page has no key that the schema lacks', () => {
  const known = new Set(schemaKeys().map(({ path }) => path));
  const rows = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map((row) => row[1] ?? '');
  expect(rows.filter((path) => !known.has(path))).toEqual([]);
});
