// The last handler of a route: every method it does not have.
import type { RequestHandler } from 'express';
import { ProblemError } from './problems.ts';

/** @param allow what the route has: `GET, HEAD`. */
export function methodNotAllowed(allow: string): RequestHandler {
  return () => {
    throw new ProblemError('method-not-allowed', {}, { Allow: allow });
  };
}
