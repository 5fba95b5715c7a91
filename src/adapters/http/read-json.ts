// The JSON body of an operator's request, as a value of its schema.
import type { Request } from 'express';
import type { z } from 'zod';
import { parseJsonBody } from './parse-json-body.ts';
import { ProblemError } from './problems.ts';
import { type BodyRead, readBody } from './read-body.ts';

/** Not text/plain: that one a foreign page could send without asking. */
const BODY_TYPES = ['application/json'];

/**
 * Rejects with a `ProblemError`; never settles when the client goes away, and then nobody waits.
 * @param limit bytes of the body
 */
export function readJson<Schema extends z.ZodType>(
  schema: Schema,
  request: Request,
  limit?: number,
): Promise<z.output<Schema>> {
  return new Promise((resolve, reject) => {
    const read = (body: BodyRead) => {
      if (body.kind === 'too-large') {
        return reject(new ProblemError('body-too-large', {}, body.endless ? { Connection: 'close' } : {}));
      }
      const parsed = parseJsonBody(schema, body.text, request.headers, BODY_TYPES);
      if (parsed.ok) resolve(parsed.value);
      else reject(new ProblemError(parsed.code, parsed.extras));
    };
    readBody(request, read, limit);
  });
}
