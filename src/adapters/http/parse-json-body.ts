// The text of a body as a value of a schema, or the problem with it.
import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import { type ProblemCode, type ProblemExtras, schemaFaults } from './problems.ts';

export type ParsedBody<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: ProblemCode; readonly extras: ProblemExtras };

/** @param types media types accepted; a browser sends `text/plain` across origins without a preflight. */
export function parseJsonBody<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  headers: IncomingHttpHeaders,
  types: readonly string[],
): ParsedBody<z.output<Schema>> {
  if (!types.includes(mediaType(headers)) || !plainEncoding(headers)) {
    const detail = `send ${types.filter((type) => type !== '').join(' or ')} in UTF-8, not compressed`;
    return { ok: false, code: 'unsupported-media-type', extras: { detail } };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, code: 'malformed-json', extras: {} };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, code: 'invalid-body', extras: { errors: schemaFaults(parsed.error) } };
}

function mediaType(headers: IncomingHttpHeaders): string {
  const type = headers['content-type'] ?? '';
  if (type === 'application/json') return type;
  const end = type.indexOf(';');
  return (end < 0 ? type : type.slice(0, end)).trim().toLowerCase();
}

function plainEncoding(headers: IncomingHttpHeaders): boolean {
  const encoding = headers['content-encoding'];
  return encoding === undefined || encoding === 'identity';
}
