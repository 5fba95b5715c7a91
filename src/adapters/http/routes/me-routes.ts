// `PUT /v1/me/password`, `POST`, `PUT` and `DELETE /v1/me/totp`: what users change about themselves.
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { PasswordChangeSchema, TotpCodeSchema, type WireNewTotp } from '../../../wire/user.ts';
import type { AccessParts } from '../access-parts.ts';
import { addressKey } from '../address-key.ts';
import { failureLimit } from '../failure-limit.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import { ProblemError } from '../problems.ts';
import { readJson } from '../read-json.ts';
import { operatorOf, requireOperator } from '../require-operator.ts';

/** Of one user in a quarter of an hour: an unlocked screen gives nobody time to guess. */
const FAILURES = 10;

export function meRoutes(parts: AccessParts): Router {
  const { door, users, access, accounts, secondFactors, audit, clientAddress } = parts;
  const router = Router();
  const limited = (): RequestHandler =>
    failureLimit({ limit: FAILURES, key: (_request, response) => operatorOf(response).name });
  const note = (request: Request, response: Response, what: string) => {
    const { name } = operatorOf(response);
    audit.note({ who: name, what, subject: name, address: clientAddress(request) });
  };
  const user = requireOperator(door);
  router
    .route('/v1/me/password')
    .put(user, limited(), async (request, response) => {
      const { old, new: wanted } = await readJson(PasswordChangeSchema, request);
      const { name } = operatorOf(response);
      const done = await users.changePassword(name, old, wanted);
      if (done === 'wrong') {
        note(request, response, 'password-change-failed');
        throw new ProblemError('wrong-password');
      }
      if (done !== 'changed') throw new ProblemError(done === 'limited-admin' ? 'last-admin' : done);
      note(request, response, 'password-changed');
      // All sessions have ended; this browser goes on with a new one.
      const account = accounts.find(name);
      if (account && door.sessionOf(request.headers) !== null) {
        const { session } = access.enter(account, addressKey(clientAddress(request)));
        response.set('Set-Cookie', door.cookieFor(session));
      }
      response.status(204).end();
    })
    .all(methodNotAllowed('PUT'));
  const limitedCodes = limited();
  router
    .route('/v1/me/totp')
    .post(user, async (_request, response) => {
      const begun = await secondFactors.begin(operatorOf(response).name);
      if (!begun) throw new ProblemError('totp-state', { detail: 'it is on; turn it off first' });
      const answer: WireNewTotp = { secret: begun.secret, otpauth_url: begun.url };
      response.set('Cache-Control', 'no-store').json(answer);
    })
    .put(user, limitedCodes, async (request, response) => {
      const { code } = await readJson(TotpCodeSchema, request);
      const done = await secondFactors.confirm(operatorOf(response).name, code);
      if (done === 'not-begun') throw new ProblemError('totp-state', { detail: 'POST first' });
      if (done === 'wrong-code') throw new ProblemError('wrong-code');
      note(request, response, 'totp-on');
      response.status(204).end();
    })
    .delete(user, limitedCodes, async (request, response) => {
      const { code } = await readJson(TotpCodeSchema, request);
      const { name } = operatorOf(response);
      if (!secondFactors.isOn(name)) throw new ProblemError('totp-state', { detail: 'it is off' });
      if (!(await secondFactors.check(name, code))) throw new ProblemError('wrong-code');
      await secondFactors.turnOff(name);
      note(request, response, 'totp-off');
      response.status(204).end();
    })
    .all(methodNotAllowed('POST, PUT, DELETE'));
  return router;
}
