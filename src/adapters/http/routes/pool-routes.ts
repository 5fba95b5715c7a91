// `GET /v1/pools`: the pools in numbers.
import { Router } from 'express';
import type { PoolReport } from '../../../core/pool-figures.ts';
import { toWirePool } from '../../../wire/pool.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import type { OperatorDoor } from '../operator-door.ts';
import { requireOperator } from '../require-operator.ts';

export function poolRoutes(pools: () => readonly PoolReport[], door: OperatorDoor): Router {
  const router = Router();
  router
    .route('/v1/pools')
    .get(requireOperator(door), (_request, response) => {
      response.set('Cache-Control', 'no-store').json({ pools: pools().map(toWirePool) });
    })
    .all(methodNotAllowed('GET, HEAD'));
  return router;
}
