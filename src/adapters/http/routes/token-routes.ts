// `/v1/tokens...`: API tokens; of one's own, for admins everybody's.
import { Router } from 'express';
import type { ApiToken } from '../../../ports/token-store.ts';
import type { Operator } from '../../../services/operator-access.ts';
import { NewTokenSchema, type WireNewToken, type WireToken } from '../../../wire/user.ts';
import { iso, isoOrNull } from '../../../wire/wire-time.ts';
import type { AccessParts } from '../access-parts.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import { ProblemError } from '../problems.ts';
import { readJson } from '../read-json.ts';
import { operatorOf, requireOperator } from '../require-operator.ts';

export function tokenRoutes({ door, tokens, audit, clientAddress }: AccessParts): Router {
  const router = Router();
  const user = requireOperator(door);
  router
    .route('/v1/tokens')
    .get(user, (_request, response) => {
      const all = tokens.list(reachOf(operatorOf(response))).map(toWireToken);
      response.set('Cache-Control', 'no-store').json({ tokens: all });
    })
    .post(user, async (request, response) => {
      const { name, scopes, expires_at } = await readJson(NewTokenSchema, request);
      const owner = operatorOf(response);
      const expiresAt = expires_at === null ? null : Date.parse(expires_at);
      const made = await tokens.make(owner, { name, scopes, expiresAt });
      if (!made) {
        throw new ProblemError('role-forbidden', { detail: 'a token may do no more than its owner' });
      }
      const { token, secret } = made;
      audit.note({
        who: owner.name,
        what: 'token-created',
        subject: token.id,
        detail: `${name}: ${token.scopes.join(', ')}`,
        address: clientAddress(request),
      });
      const answer: WireNewToken = { ...toWireToken(token), token: secret };
      response.set('Cache-Control', 'no-store').status(201).json(answer);
    })
    .all(methodNotAllowed('GET, HEAD, POST'));
  router
    .route('/v1/tokens/:id')
    .delete(user, async (request, response) => {
      const operator = operatorOf(response);
      const id = request.params['id'] as string;
      const gone = await tokens.remove(id, reachOf(operator));
      if (!gone) throw new ProblemError('unknown-token');
      audit.note({
        who: operator.name,
        what: 'token-removed',
        subject: id,
        detail: `${gone.name} of ${gone.owner}`,
        address: clientAddress(request),
      });
      response.status(204).end();
    })
    .all(methodNotAllowed('DELETE'));
  return router;
}

/** Whose tokens they may see and remove; null for everybody's. */
function reachOf({ name, role }: Operator): string | null {
  return role === 'admin' ? null : name;
}

function toWireToken({ id, name, owner, scopes, createdAt, lastUsedAt, expiresAt }: ApiToken): WireToken {
  return {
    id,
    name,
    owner,
    scopes: [...scopes],
    created_at: iso(createdAt),
    last_used_at: isoOrNull(lastUsedAt),
    expires_at: isoOrNull(expiresAt),
  };
}
