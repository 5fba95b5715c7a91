// `GET /v1/calls/{id}/timeline`: the visits and calls of whoever made a call.
import { Router } from 'express';
import type { CallRepository } from '../../../ports/call-repository.ts';
import type { VisitorTimeline } from '../../../services/visitor-timeline.ts';
import { toWireTimeline } from '../../../wire/timeline.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import type { OperatorDoor } from '../operator-door.ts';
import { ProblemError } from '../problems.ts';
import { requireOperator } from '../require-operator.ts';
import type { CurrentCalls } from './call-routes.ts';

export function timelineRoutes(
  calls: Pick<CallRepository, 'find'>,
  tracking: Pick<CurrentCalls, 'current'>,
  timeline: Pick<VisitorTimeline, 'of'>,
  door: OperatorDoor,
): Router {
  const router = Router();
  router
    .route('/v1/calls/:id/timeline')
    .get(requireOperator(door), (request, response) => {
      const id = request.params['id'] as string;
      const record = tracking.current(id, calls.find(id));
      if (!record) throw new ProblemError('unknown-call');
      response.set('Cache-Control', 'no-store').json(toWireTimeline(timeline.of(record)));
    })
    .all(methodNotAllowed('GET, HEAD'));
  return router;
}
