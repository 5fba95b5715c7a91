// Middleware: lets only operators through, and keeps foreign pages from using their cookies.
import type { Request, RequestHandler, Response } from 'express';
import type { Operator } from '../../services/operator-access.ts';
import type { OperatorDoor } from './operator-door.ts';
import { ProblemError } from './problems.ts';

/** Goes with every 401 (RFC 6750, 3). Not Basic: browsers would open a dialogue of their own. */
export const CHALLENGE = { 'WWW-Authenticate': 'Bearer realm="leaseline"' };

const READING = new Set(['GET', 'HEAD']);

export function requireOperator(door: OperatorDoor): RequestHandler {
  return (request: Request, response: Response, next) => {
    const identity = door.identify(request.headers);
    if (!identity) {
      const detail = 'send the session cookie of POST /v1/login, or Authorization: Bearer';
      throw new ProblemError('unauthenticated', { detail }, CHALLENGE);
    }
    if (identity.by === 'cookie' && !READING.has(request.method) && !door.isSameOrigin(request.headers)) {
      throw new ProblemError('cross-site-request');
    }
    response.locals['operator'] = identity.operator;
    next();
  };
}

/** Who `requireOperator` let through. */
export function operatorOf(response: Response): Operator {
  return response.locals['operator'] as Operator;
}
