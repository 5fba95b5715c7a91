// `GET /v1/calls/{id}/timeline`: the visits and calls of whoever made a call.
import { Router } from 'express';
import type { TimelineEvent } from '../../../core/timeline.ts';
import type { CallRepository } from '../../../ports/call-repository.ts';
import type { VisitorTimeline } from '../../../services/visitor-timeline.ts';
import { toWireTimeline } from '../../../wire/timeline.ts';
import type { CallView, CallViews } from '../call-view.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import type { OperatorDoor } from '../operator-door.ts';
import { operatorOf, requireOperator } from '../require-operator.ts';
import type { CurrentCalls } from './call-routes.ts';

export interface TimelineRoutesOptions {
  readonly calls: Pick<CallRepository, 'find'>;
  readonly tracking: Pick<CurrentCalls, 'current'>;
  readonly timeline: Pick<VisitorTimeline, 'of'>;
  readonly door: OperatorDoor;
  readonly viewOf: CallViews;
}

export function timelineRoutes({ calls, tracking, timeline, door, viewOf }: TimelineRoutesOptions): Router {
  const router = Router();
  router
    .route('/v1/calls/:id/timeline')
    .get(requireOperator(door, { scope: 'calls:read' }), (request, response) => {
      const view = viewOf(operatorOf(response));
      const id = request.params['id'] as string;
      const record = view.mayLook(tracking.current(id, calls.find(id)));
      const events = timeline.of(record).flatMap((event) => seen(event, view));
      response.set('Cache-Control', 'no-store').json(toWireTimeline(events));
    })
    .all(methodNotAllowed('GET, HEAD'));
  return router;
}

function seen(event: TimelineEvent, view: CallView): TimelineEvent[] {
  if (event.kind === 'visit') return view.site(event.visit.site, null) ? [event] : [];
  const record = view.record(event.record);
  return record ? [{ ...event, record }] : [];
}
