// `GET /v1/reports/accuracy`: how often answers were right, by the calls whose visit code was typed in.
import { Router } from 'express';
import { accuracyOf } from '../../../core/accuracy.ts';
import type { CallRepository } from '../../../ports/call-repository.ts';
import { toWireAccuracy } from '../../../wire/accuracy.ts';
import type { CallFilterParser } from '../call-filters.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import type { OperatorDoor } from '../operator-door.ts';
import { operatorOf, REPORTERS, requireOperator } from '../require-operator.ts';

export function accuracyRoutes(calls: CallRepository, filters: CallFilterParser, door: OperatorDoor): Router {
  const router = Router();
  router
    .route('/v1/reports/accuracy')
    .get(requireOperator(door, { scope: 'reports:read', roles: REPORTERS }), (request, response) => {
      const { from = 0, to = Number.MAX_SAFE_INTEGER } = filters.span(request.query);
      const accuracy = accuracyOf(calls.labelled(from, to, operatorOf(response).sites));
      response.set('Cache-Control', 'no-store').json(toWireAccuracy(accuracy));
    })
    .all(methodNotAllowed('GET, HEAD'));
  return router;
}
