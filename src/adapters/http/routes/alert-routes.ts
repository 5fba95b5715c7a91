// `GET /v1/alerts`: what should be looked at now, and what was of late.
import { Router } from 'express';
import type { AlertStore } from '../../../ports/alert-store.ts';
import { toWireAlert } from '../../../wire/alert.ts';
import type { CallViews } from '../call-view.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import type { OperatorDoor } from '../operator-door.ts';
import { operatorOf, requireOperator } from '../require-operator.ts';

const RECENT = 100;

export function alertRoutes(
  alerts: Pick<AlertStore, 'recent'>,
  door: OperatorDoor,
  viewOf: CallViews,
): Router {
  const router = Router();
  router
    .route('/v1/alerts')
    .get(requireOperator(door, { scope: 'live:read' }), (_request, response) => {
      const view = viewOf(operatorOf(response));
      const seen = alerts.recent(RECENT).filter((alert) => view.alert(alert));
      response.set('Cache-Control', 'no-store').json({ alerts: seen.map(toWireAlert) });
    })
    .all(methodNotAllowed('GET, HEAD'));
  return router;
}
