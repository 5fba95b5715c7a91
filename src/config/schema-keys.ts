// Every key of the schema as a list, for docs, examples and "did you mean".
import { z } from 'zod';
import type { KeyPath } from './fault.ts';
import { ConfigSchema } from './schema.ts';

export interface SchemaKey {
  /** `pools[].numbers` */
  readonly path: string;
  readonly description: string;
  /** How to write a required one. */
  readonly example: string | null;
  /** As the owner would write it; undefined when there is none. */
  readonly fallback: unknown;
  readonly required: boolean;
  /** Whether it is a group of keys, or a list of such groups. */
  readonly group: boolean;
}

/** All keys, groups before their members, in the order of the file. */
export function schemaKeys(): SchemaKey[] {
  return [...keysUnder(ConfigSchema, '')];
}

/** The keys that may stand in the group at `path`. */
export function keysAt(path: KeyPath, root: z.ZodType = ConfigSchema): string[] {
  return Object.keys(shapeOf(schemaAt(path, root)) ?? {});
}

/** How to write the required key at `path`, if the schema says. */
export function exampleAt(path: KeyPath, root: z.ZodType = ConfigSchema): string | null {
  const schema = schemaAt(path, root);
  return schema ? metaOf(schema).example : null;
}

function* keysUnder(schema: z.ZodType, prefix: string): Generator<SchemaKey> {
  for (const [key, member] of Object.entries(shapeOf(schema) ?? {})) {
    const { core, fallback, optional } = unwrapped(member);
    const list = core instanceof z.ZodArray;
    const path = `${prefix}${key}`;
    const group = shapeOf(core) !== null;
    yield { path, ...metaOf(member), fallback, required: !optional && fallback === undefined, group };
    if (group) yield* keysUnder(core, list ? `${path}[].` : `${path}.`);
  }
}

function schemaAt(path: KeyPath, root: z.ZodType): z.ZodType | null {
  let schema: z.ZodType | null = root;
  for (const step of path) {
    if (schema === null) return null;
    const { core } = unwrapped(schema);
    if (typeof step === 'number') schema = core instanceof z.ZodArray ? (core.element as z.ZodType) : null;
    else schema = shapeOf(core)?.[step] ?? null;
  }
  return schema;
}

/** The members of a group, or of the groups in a list; null for a leaf. */
function shapeOf(schema: z.ZodType | null): Record<string, z.ZodType> | null {
  if (schema === null) return null;
  const { core } = unwrapped(schema);
  if (core instanceof z.ZodArray) return shapeOf(core.element as z.ZodType);
  return core instanceof z.ZodObject ? (core.shape as Record<string, z.ZodType>) : null;
}

function unwrapped(schema: z.ZodType): { core: z.ZodType; fallback: unknown; optional: boolean } {
  if (schema instanceof z.ZodPrefault) {
    return { ...unwrapped(schema.unwrap() as z.ZodType), fallback: schema.def.defaultValue };
  }
  if (schema instanceof z.ZodOptional) {
    return { ...unwrapped(schema.unwrap() as z.ZodType), optional: true };
  }
  return { core: schema, fallback: undefined, optional: false };
}

function metaOf(schema: z.ZodType): { description: string; example: string | null } {
  const meta = schema.meta();
  return {
    description: meta?.description ?? '',
    example: typeof meta?.['example'] === 'string' ? meta['example'] : null,
  };
}
