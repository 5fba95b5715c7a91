// `GET /v1/visitors`: who is on the sites now.
import { Router } from 'express';
import type { VisitorsNow } from '../../../services/visitors-now.ts';
import { toWireVisit, type WireVisits } from '../../../wire/visitor.ts';
import type { CallViews } from '../call-view.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import type { OperatorDoor } from '../operator-door.ts';
import { operatorOf, requireOperator } from '../require-operator.ts';

/** Visits told; of more, the latest. */
const MOST = 200;

export function visitorListRoutes(
  visitors: Pick<VisitorsNow, 'list'>,
  door: OperatorDoor,
  viewOf: CallViews,
): Router {
  const router = Router();
  router
    .route('/v1/visitors')
    .get(requireOperator(door, { scope: 'live:read' }), (_request, response) => {
      const view = viewOf(operatorOf(response));
      const seen = visitors.list().filter(({ visit }) => view.site(visit.site, null));
      const list: WireVisits = {
        visits: seen.slice(0, MOST).map(({ visit, called }) => toWireVisit(visit, called)),
        count: seen.length,
      };
      response.set('Cache-Control', 'no-store').json(list);
    })
    .all(methodNotAllowed('GET, HEAD'));
  return router;
}
