// `POST /v1/login`, `POST /v1/logout`, `POST /v1/logout-everywhere`, `GET /v1/me`.
import { type Request, type Response, Router } from 'express';
import { RecentMap } from '../../../core/recent-map.ts';
import { type LoginRequest, LoginRequestSchema } from '../../../wire/login.ts';
import type { AccessParts } from '../access-parts.ts';
import { addressKey } from '../address-key.ts';
import { failureLimit, isNoFailure } from '../failure-limit.ts';
import { meOf } from '../me-of.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import { ProblemError } from '../problems.ts';
import { readJson } from '../read-json.ts';
import { CHALLENGE, operatorOf, refuseForeignPages, requireOperator } from '../require-operator.ts';

/** Failed log-ins in a quarter of an hour: of one name from one address, of any names from one address. */
const FAILURES_PER_NAME = 10;
const FAILURES_PER_ADDRESS = 50;
/** Of one name from all addresses together, but those it has logged in from: they are never kept waiting by others. */
const FAILURES_OF_STRANGERS = 100;
/** Name and address of log-ins remembered, at least. */
const REMEMBERED = 5_000;

export function sessionRoutes(parts: AccessParts): Router {
  const { access, accounts, sessions, door, audit, clientAddress } = parts;
  const router = Router();
  const subscriber = (request: Request) => addressKey(clientAddress(request));
  const known = new RecentMap<string, true>(REMEMBERED);
  const nameAt = (request: Request, response: Response) => `${subscriber(request)} ${loginOf(response).name}`;
  const isKnown = (request: Request, response: Response) =>
    known.get(nameAt(request, response)) === true ||
    sessions.isAt(loginOf(response).name, subscriber(request));
  router
    .route('/v1/login')
    .post(
      refuseForeignPages(door),
      async (request, response, next) => {
        response.locals['login'] = await readJson(LoginRequestSchema, request);
        next();
      },
      failureLimit({ limit: FAILURES_PER_ADDRESS, key: subscriber }),
      failureLimit({ limit: FAILURES_PER_NAME, key: nameAt }),
      failureLimit({
        limit: FAILURES_OF_STRANGERS,
        key: (_request, response) => loginOf(response).name,
        except: isKnown,
      }),
      async (request, response) => {
        const login = loginOf(response);
        const entry = await access.logIn({ ...login, address: subscriber(request) });
        const address = clientAddress(request);
        if (entry.kind === 'code-wanted') {
          isNoFailure(response);
          throw new ProblemError('totp-required', {}, CHALLENGE);
        }
        if (entry.kind !== 'entered') {
          // A name that nobody has may be a password in the wrong field.
          const subject = accounts.find(login.name)?.name ?? null;
          audit.note({ what: 'login-failed', subject, address });
          if (entry.kind === 'wrong-credentials') throw new ProblemError('wrong-credentials', {}, CHALLENGE);
          throw new ProblemError('totp-required', { detail: 'the code is wrong, or was used' }, CHALLENGE);
        }
        // The browser's earlier session ends: whoever knows its secret has no part in the new one.
        const earlier = door.sessionOf(request.headers);
        if (earlier !== null) access.logOut(earlier);
        known.set(nameAt(request, response), true);
        audit.note({ who: entry.operator.name, what: 'login', address });
        response.set({ 'Set-Cookie': door.cookieFor(entry.session), 'Cache-Control': 'no-store' });
        response.json(meOf(entry.operator, parts));
      },
    )
    .all(methodNotAllowed('POST'));
  router
    .route('/v1/logout')
    .post(refuseForeignPages(door), (request, response) => {
      const session = door.sessionOf(request.headers);
      if (session !== null) access.logOut(session);
      response.set('Set-Cookie', door.expiredCookie()).status(204).end();
    })
    .all(methodNotAllowed('POST'));
  router
    .route('/v1/logout-everywhere')
    .post(requireOperator(door), (request, response) => {
      const { name } = operatorOf(response);
      const ended = sessions.endAll(name);
      audit.note({
        who: name,
        what: 'logout-everywhere',
        subject: name,
        detail: `${ended} sessions`,
        address: clientAddress(request),
      });
      response.set('Set-Cookie', door.expiredCookie()).status(204).end();
    })
    .all(methodNotAllowed('POST'));
  router
    .route('/v1/me')
    .get(requireOperator(door, { scope: 'any' }), (request, response) => {
      const session = door.sessionOf(request.headers);
      // The session was just prolonged; the browser's cookie must live as long.
      if (session !== null && access.bySession(session)) response.set('Set-Cookie', door.cookieFor(session));
      response.set('Cache-Control', 'no-store').json(meOf(operatorOf(response), parts));
    })
    .all(methodNotAllowed('GET, HEAD'));
  return router;
}

function loginOf(response: Response): LoginRequest {
  return response.locals['login'] as LoginRequest;
}
