// `GET /v1/pools`: the pools in numbers.
import { Router } from 'express';
import type { PoolReport } from '../../../core/pool-figures.ts';
import { toWirePool } from '../../../wire/pool.ts';
import type { CallViews } from '../call-view.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import type { OperatorDoor } from '../operator-door.ts';
import { operatorOf, requireOperator } from '../require-operator.ts';

export function poolRoutes(
  pools: () => readonly PoolReport[],
  door: OperatorDoor,
  viewOf: CallViews,
): Router {
  const router = Router();
  router
    .route('/v1/pools')
    .get(requireOperator(door, { scope: 'live:read' }), (_request, response) => {
      const view = viewOf(operatorOf(response));
      const seen = pools().filter(({ id }) => view.pool(id));
      response.set('Cache-Control', 'no-store').json({ pools: seen.map(toWirePool) });
    })
    .all(methodNotAllowed('GET, HEAD'));
  return router;
}
