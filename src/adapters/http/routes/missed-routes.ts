// `GET /v1/missed`: callers whom nobody answered, and whether somebody has talked to them since.
import { Router } from 'express';
import type { Clock } from '../../../ports/clock.ts';
import type { MissedCalls } from '../../../services/missed-calls.ts';
import { toWireMissedList } from '../../../wire/missed-call.ts';
import type { CallFilterParser } from '../call-filters.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import type { OperatorDoor } from '../operator-door.ts';
import { requireOperator } from '../require-operator.ts';

export function missedRoutes(
  missed: Pick<MissedCalls, 'list'>,
  filters: CallFilterParser,
  clock: Clock,
  door: OperatorDoor,
): Router {
  const router = Router();
  router
    .route('/v1/missed')
    .get(requireOperator(door), (request, response) => {
      const { from, to, state } = filters.missed(request.query, clock.now());
      response.set('Cache-Control', 'no-store').json(toWireMissedList(missed.list(from, to), state));
    })
    .all(methodNotAllowed('GET, HEAD'));
  return router;
}
