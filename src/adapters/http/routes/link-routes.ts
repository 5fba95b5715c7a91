// `POST /v1/setup`, `POST /v1/invites`, `POST /v1/invites/look`: what people with a one-time link do.
import { type Request, type Response, Router } from 'express';
import type { Account } from '../../../services/operator-accounts.ts';
import { AcceptSchema, LookSchema, SetupSchema, type WireInvitation } from '../../../wire/user.ts';
import type { AccessParts } from '../access-parts.ts';
import { addressKey } from '../address-key.ts';
import { failureLimit } from '../failure-limit.ts';
import { meOf } from '../me-of.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import { ProblemError } from '../problems.ts';
import { readJson } from '../read-json.ts';
import { refuseForeignPages } from '../require-operator.ts';

/** Of one address in a quarter of an hour. */
const FAILURES = 20;

export function linkRoutes(parts: AccessParts): Router {
  const { door, users, links, access, audit, clientAddress } = parts;
  const router = Router();
  const subscriber = (request: Request) => addressKey(clientAddress(request));
  const limited = failureLimit({ limit: FAILURES, key: subscriber });
  const ours = refuseForeignPages(door);
  const enter = (request: Request, response: Response, account: Account, what: string) => {
    const address = clientAddress(request);
    const { session, operator } = access.enter(account, subscriber(request));
    audit.note({ who: account.name, what, subject: account.name, address });
    response.set({ 'Set-Cookie': door.cookieFor(session), 'Cache-Control': 'no-store' });
    response.json(meOf(operator, parts));
  };
  router
    .route('/v1/setup')
    .post(ours, limited, async (request, response) => {
      const { token, name, password } = await readJson(SetupSchema, request);
      const account = await users.setUp(token, name, password);
      if (!account) throw new ProblemError('link-gone');
      enter(request, response, account, 'set-up');
    })
    .all(methodNotAllowed('POST'));
  router
    .route('/v1/invites')
    .post(ours, limited, async (request, response) => {
      const { token, password } = await readJson(AcceptSchema, request);
      const accepted = await users.accept(token, password);
      if (!accepted) throw new ProblemError('link-gone');
      const what = accepted.purpose === 'reset' ? 'password-reset' : 'invite-accepted';
      enter(request, response, accepted.account, what);
    })
    .all(methodNotAllowed('POST'));
  router
    .route('/v1/invites/look')
    .post(ours, limited, async (request, response) => {
      const { token } = await readJson(LookSchema, request);
      const link = links.look(token);
      if (!link) throw new ProblemError('link-gone');
      const answer: WireInvitation = {
        purpose: link.purpose,
        name: link.name,
        expires_at: new Date(link.expiresAt).toISOString(),
      };
      response.set('Cache-Control', 'no-store').json(answer);
    })
    .all(methodNotAllowed('POST'));
  return router;
}
