// `GET /v1/visitors`: who is on the sites now.
import { Router } from 'express';
import type { VisitorsNow } from '../../../services/visitors-now.ts';
import { toWireVisit, type WireVisits } from '../../../wire/visitor.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import type { OperatorDoor } from '../operator-door.ts';
import { requireOperator } from '../require-operator.ts';

const MOST = 200;

export function visitorListRoutes(visitors: Pick<VisitorsNow, 'list'>, door: OperatorDoor): Router {
  const router = Router();
  router
    .route('/v1/visitors')
    .get(requireOperator(door), (_request, response) => {
      const { visits, count } = visitors.list(MOST);
      const list: WireVisits = {
        visits: visits.map(({ visit, called }) => toWireVisit(visit, called)),
        count,
      };
      response.set('Cache-Control', 'no-store').json(list);
    })
    .all(methodNotAllowed('GET, HEAD'));
  return router;
}
