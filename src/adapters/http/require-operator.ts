// Middleware: lets only operators through whose role and token allow it, and keeps foreign pages from using their cookies.
import type { Request, RequestHandler, Response } from 'express';
import type { OperatorRole } from '../../core/operator-role.ts';
import type { TokenScope } from '../../core/token-scope.ts';
import type { Operator } from '../../services/operator-access.ts';
import type { OperatorDoor } from './operator-door.ts';
import { ProblemError } from './problems.ts';

/** Goes with every 401 (RFC 6750, 3). Not Basic: browsers would open a dialogue of their own. */
export const CHALLENGE = { 'WWW-Authenticate': 'Bearer realm="leaseline"' };

const READING = new Set(['GET', 'HEAD']);

export interface Needs {
  /** What an API token must have; `any`: each will do. Left out: no API token will, only the user themselves. */
  readonly scope?: TokenScope | 'any';
  /** Left out: every role. */
  readonly roles?: readonly OperatorRole[];
}

export const ADMIN: readonly OperatorRole[] = ['admin'];
/** Who may see reports. */
export const REPORTERS: readonly OperatorRole[] = ['admin', 'marketer'];

export function requireOperator(door: OperatorDoor, needs: Needs = {}): RequestHandler {
  return (request: Request, response: Response, next) => {
    const identity = door.identify(request.headers);
    if (!identity) {
      const detail = 'send the session cookie of POST /v1/login, or Authorization: Bearer';
      throw new ProblemError('unauthenticated', { detail }, CHALLENGE);
    }
    if (identity.by === 'cookie' && !READING.has(request.method) && !door.isSameOrigin(request.headers)) {
      throw new ProblemError('cross-site-request');
    }
    checkNeeds(identity.operator, needs);
    response.locals['operator'] = identity.operator;
    next();
  };
}

/** @throws {ProblemError} `role-forbidden`, `scope-missing` */
export function checkNeeds({ role, scopes }: Operator, needs: Needs): void {
  if (needs.roles && !needs.roles.includes(role)) {
    throw new ProblemError('role-forbidden', { detail: `this is for ${needs.roles.join(' and ')}` });
  }
  if (scopes === null || needs.scope === 'any') return;
  if (needs.scope === undefined) {
    throw new ProblemError('scope-missing', { detail: 'no API token may do this; log in' });
  }
  if (!scopes.includes(needs.scope)) {
    throw new ProblemError('scope-missing', { detail: `the token needs the scope ${needs.scope}` });
  }
}

/** Who `requireOperator` let through. */
export function operatorOf(response: Response): Operator {
  return response.locals['operator'] as Operator;
}

/**
 * For routes that nobody is logged in to yet: a foreign page must not log its visitor in as somebody else, or out.
 * Programs send neither header.
 */
export function refuseForeignPages(door: OperatorDoor): RequestHandler {
  return ({ headers }, _response, next) => {
    const fromBrowser = headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
    if (fromBrowser && !door.isSameOrigin(headers)) throw new ProblemError('cross-site-request');
    next();
  };
}
