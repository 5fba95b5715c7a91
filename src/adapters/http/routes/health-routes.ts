// `/healthz`: the process runs. `/readyz`: it can serve visitors, or which part cannot.
import { Router } from 'express';
import { methodNotAllowed } from '../method-not-allowed.ts';
import { ProblemError } from '../problems.ts';

export interface Readiness {
  readonly ready: boolean;
  /** Every part by name: `{storage: true, asterisk: false}`. */
  readonly parts: Readonly<Record<string, boolean>>;
}

export function healthRoutes(readiness: () => Readiness): Router {
  const router = Router();
  router
    .route('/healthz')
    .get((_request, response) => {
      response.set('Cache-Control', 'no-store').json({ status: 'ok' });
    })
    .all(methodNotAllowed('GET, HEAD'));
  router
    .route('/readyz')
    .get((_request, response) => {
      const { ready, parts } = readiness();
      if (ready) {
        response.set('Cache-Control', 'no-store').json({ status: 'ready', parts });
        return;
      }
      const errors = Object.entries(parts)
        .filter(([, up]) => !up)
        .map(([path]) => ({ path, message: 'not ready' }));
      const detail = `not ready: ${errors.map(({ path }) => path).join(', ')}`;
      throw new ProblemError('not-ready', { detail, errors }, { 'Retry-After': '5' });
    })
    .all(methodNotAllowed('GET, HEAD'));
  return router;
}
