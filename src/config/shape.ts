// Holding a tree against the schema: what is wrong with its shape, and what is left that is right.
import type { z } from 'zod';
import type { Finding, KeyPath } from './fault.ts';
import { nearestWord } from './nearest-word.ts';
import { kindOf } from './reading.ts';
import { ConfigSchema, LATER_KEYS, type Parsed, type Written } from './schema.ts';
import { exampleAt, keysAt } from './schema-keys.ts';

/** A tree from which faulty values were taken out: every part may be missing, the rest has the right types. */
export type Remaining<T> = T extends readonly (infer Item)[]
  ? readonly (Remaining<Item> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Remaining<T[Key]> | undefined }
    : T;

/** A file with its faulty values taken out. A key that was written but faulty is there, holding undefined. */
export type Draft = Remaining<Written>;

export interface ShapeFinding extends Finding {
  readonly part: 'key' | 'value';
}

export interface Shape {
  /** Null when there are findings. */
  readonly parsed: Parsed | null;
  /** What cross checks may look at, whether there are findings or not. */
  readonly draft: Draft;
  readonly findings: readonly ShapeFinding[];
}

export function readShape(tree: unknown): Shape {
  const result = ConfigSchema.safeParse(tree);
  if (result.success) return { parsed: result.data, draft: tree as Draft, findings: [] };
  const rest = structuredClone(tree);
  const findings: ShapeFinding[] = [];
  for (const issue of result.error.issues) {
    findings.push(...findingsOf(issue, tree, ConfigSchema));
    takeOut(rest, issue);
  }
  return { parsed: null, draft: isGroup(rest) ? (rest as Draft) : {}, findings };
}

/** What a zod issue says, in an owner's words. `schema` is the one that `tree` was held against. */
export function findingsOf(issue: z.core.$ZodIssue, tree: unknown, schema: z.ZodType): ShapeFinding[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  const value = valueAt(tree, path);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key, schema));
  if (value === undefined) return [missing(path, schema)];
  const part = 'value';
  switch (issue.code) {
    case 'custom':
      return [{ path, part, message: issue.message, remedy: String(issue.params?.['remedy'] ?? '') }];
    case 'too_small':
      return [
        { path, part, message: 'this list is empty', remedy: `Write at least one: ${hint(path, schema)}.` },
      ];
    default: {
      const list = issue.code === 'invalid_type' && issue.expected === 'array';
      const message = `this must be ${list ? 'a list' : 'a group of keys'}, not ${kindOf(value)}`;
      const remedy = list
        ? 'Write [one, two], or one item a line, each after a dash.'
        : `Write its keys below it, indented: ${keysAt(path, schema).join(', ')}.`;
      return [{ path, part, message, remedy }];
    }
  }
}

function unknownKey(path: KeyPath, key: string, schema: z.ZodType): ShapeFinding {
  const place = { path: [...path, key], part: 'key' } as const;
  if (schema === ConfigSchema && path.length === 0 && LATER_KEYS.includes(key)) {
    return { ...place, message: `\`${key}\` is not available in this version`, remedy: 'Remove it.' };
  }
  const known = keysAt(path, schema);
  const near = nearestWord(key, known);
  return near === null
    ? { ...place, message: `unknown key \`${key}\``, remedy: `Known here: ${known.join(', ')}.` }
    : {
        ...place,
        message: `unknown key \`${key}\`; did you mean \`${near}\`?`,
        remedy: 'Rename or remove it.',
      };
}

function missing(path: KeyPath, schema: z.ZodType): ShapeFinding {
  if (typeof path.at(-1) === 'number') {
    return { path, part: 'value', message: 'this item is empty', remedy: 'Write a value, or remove it.' };
  }
  return {
    path,
    part: 'value',
    message: 'this key is required',
    remedy: `Add it, for example ${hint(path, schema)}.`,
  };
}

/** `country: RU` in backquotes. */
function hint(path: KeyPath, schema: z.ZodType): string {
  return `\`${path.at(-1)}: ${exampleAt(path, schema) ?? '...'}\``;
}

function takeOut(rest: unknown, issue: z.core.$ZodIssue): void {
  const parent = valueAt(rest, issue.path.slice(0, -1));
  if (issue.code === 'unrecognized_keys') {
    const group = valueAt(rest, issue.path);
    if (isGroup(group)) for (const key of issue.keys) delete group[key];
    return;
  }
  const last = issue.path.at(-1);
  // What was never written stays absent: rules tell "missing" from "faulty" by it.
  if (isGroup(parent) && last !== undefined && last in parent) parent[String(last)] = undefined;
}

function valueAt(tree: unknown, path: readonly PropertyKey[]): unknown {
  let value = tree;
  for (const step of path) {
    if (!isGroup(value)) return undefined;
    value = value[String(step)];
  }
  return value;
}

/** Lists count too: both are looked into by key. */
function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
