// `GET /metrics`, for Prometheus on this machine or with an administrator's token.
import { Router } from 'express';
import type { Operator } from '../../../services/operator-access.ts';
import { type ClientAddress, isLoopback, wasForwarded } from '../client-address.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import type { OperatorDoor } from '../operator-door.ts';
import { ProblemError } from '../problems.ts';
import { ADMIN, CHALLENGE, checkNeeds } from '../require-operator.ts';

export interface MetricsPage {
  readonly contentType: string;
  text(): Promise<string>;
}

export function metricsRoutes(page: MetricsPage, door: OperatorDoor, clientAddress: ClientAddress): Router {
  const router = Router();
  router
    .route('/metrics')
    .get(async (request, response) => {
      // A proxy on this machine is loopback too, whoever it speaks for: its forwarded requests need the token.
      const local = isLoopback(clientAddress(request)) && !wasForwarded(request);
      if (!local) requireAdmin(door.identify(request.headers)?.operator);
      const text = await page.text();
      response.set({ 'Content-Type': page.contentType, 'Cache-Control': 'no-store' }).end(text);
    })
    .all(methodNotAllowed('GET, HEAD'));
  return router;
}

function requireAdmin(operator: Operator | undefined): void {
  const detail = 'ask from this machine, or with the bearer token of an admin';
  if (operator === undefined) throw new ProblemError('unauthenticated', { detail }, CHALLENGE);
  checkNeeds(operator, { scope: 'metrics:read', roles: ADMIN });
}
