// `POST /v1/login`, `POST /v1/logout`, `GET /v1/me`.
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { OperatorAccess } from '../../../services/operator-access.ts';
import { type LoginRequest, LoginRequestSchema, type Me } from '../../../wire/login.ts';
import { addressKey } from '../address-key.ts';
import type { ClientAddress } from '../client-address.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import type { OperatorDoor } from '../operator-door.ts';
import { ProblemError } from '../problems.ts';
import { readJson } from '../read-json.ts';
import { CHALLENGE, operatorOf, requireOperator } from '../require-operator.ts';

const WINDOW_MS = 15 * 60_000;
/** Failed log-ins in a window: of one name from one address, and of any names from one address. */
const FAILURES_PER_NAME = 10;
const FAILURES_PER_ADDRESS = 50;

export function sessionRoutes(
  access: OperatorAccess,
  door: OperatorDoor,
  clientAddress: ClientAddress,
): Router {
  const router = Router();
  const subscriber = (request: Request) => addressKey(clientAddress(request));
  router
    .route('/v1/login')
    .post(
      refuseForeignPages(door),
      async (request, response, next) => {
        response.locals['login'] = await readJson(LoginRequestSchema, request);
        next();
      },
      limitFailures(FAILURES_PER_ADDRESS, subscriber),
      limitFailures(FAILURES_PER_NAME, (request, response) => {
        return `${subscriber(request)} ${loginOf(response).name}`;
      }),
      async (_request, response) => {
        const { name, password } = loginOf(response);
        const entered = await access.logIn(name, password);
        if (!entered) throw new ProblemError('wrong-credentials', {}, CHALLENGE);
        response.set({ 'Set-Cookie': door.cookieFor(entered.session), 'Cache-Control': 'no-store' });
        response.json(entered.operator satisfies Me);
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
    .route('/v1/me')
    .get(requireOperator(door), (request, response) => {
      const session = door.sessionOf(request.headers);
      // The session was just prolonged; the browser's cookie must live as long.
      if (session !== null && access.bySession(session)) response.set('Set-Cookie', door.cookieFor(session));
      response.set('Cache-Control', 'no-store').json(operatorOf(response) satisfies Me);
    })
    .all(methodNotAllowed('GET, HEAD'));
  return router;
}

/** A foreign page must not log its visitor in as somebody else, or out. Programs send neither header. */
function refuseForeignPages(door: OperatorDoor): RequestHandler {
  return ({ headers }, _response, next) => {
    const fromBrowser = headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
    if (fromBrowser && !door.isSameOrigin(headers)) throw new ProblemError('cross-site-request');
    next();
  };
}

function limitFailures(limit: number, key: (request: Request, response: Response) => string): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_MS,
    limit,
    keyGenerator: key,
    skipSuccessfulRequests: true,
    legacyHeaders: false,
    // Its own checks are about `request.ip`, which is not used here.
    validate: false,
    handler: () => {
      const detail = 'too many failed log-ins; wait a quarter of an hour';
      throw new ProblemError('rate-limited', { detail }, { 'Retry-After': String(WINDOW_MS / 1000) });
    },
  });
}

function loginOf(response: Response): LoginRequest {
  return response.locals['login'] as LoginRequest;
}
