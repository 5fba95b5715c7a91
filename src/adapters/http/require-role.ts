// Middleware: lets through only operators of some roles.
import type { RequestHandler } from 'express';
import type { OperatorRole } from '../../core/operator-role.ts';
import type { OperatorDoor } from './operator-door.ts';
import { ProblemError } from './problems.ts';
import { operatorOf, requireOperator } from './require-operator.ts';

/** Who may see what calls cost and brought. */
export const REPORT_READERS: readonly OperatorRole[] = ['admin', 'marketer'];

/** @param what in the plural, for whoever is refused: `reports` */
export function requireRole(
  door: OperatorDoor,
  roles: readonly OperatorRole[],
  what: string,
): RequestHandler {
  const mayEnter = requireOperator(door);
  return (request, response, next) =>
    mayEnter(request, response, () => {
      if (!roles.includes(operatorOf(response).role)) {
        throw new ProblemError('role-forbidden', { detail: `${what} are for roles ${roles.join(' and ')}` });
      }
      next();
    });
}
