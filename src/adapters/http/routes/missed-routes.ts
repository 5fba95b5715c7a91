// `GET /v1/missed`: callers whom nobody answered, and whether somebody has talked to them since.
import { Router } from 'express';
import type { Clock } from '../../../ports/clock.ts';
import type { MissedCalls } from '../../../services/missed-calls.ts';
import { toWireMissedList } from '../../../wire/missed-call.ts';
import type { CallFilterParser } from '../call-filters.ts';
import type { CallViews } from '../call-view.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import type { OperatorDoor } from '../operator-door.ts';
import { operatorOf, requireOperator } from '../require-operator.ts';

export interface MissedRoutesOptions {
  readonly missed: Pick<MissedCalls, 'list'>;
  readonly filters: CallFilterParser;
  readonly clock: Clock;
  readonly door: OperatorDoor;
  readonly viewOf: CallViews;
}

export function missedRoutes({ missed, filters, clock, door, viewOf }: MissedRoutesOptions): Router {
  const router = Router();
  router
    .route('/v1/missed')
    .get(requireOperator(door, { scope: 'calls:read' }), (request, response) => {
      const view = viewOf(operatorOf(response));
      const { from, to, state } = filters.missed(request.query, clock.now());
      const theirs = missed.list(from, to).filter(({ last }) => view.site(last.site, last.did));
      const list = toWireMissedList(theirs, state);
      const callers = list.callers.map((entry) => ({
        ...entry,
        caller: view.caller(entry.caller),
        caller_name: view.callerNumbers ? entry.caller_name : null,
      }));
      response.set('Cache-Control', 'no-store').json({ ...list, callers });
    })
    .all(methodNotAllowed('GET, HEAD'));
  return router;
}
