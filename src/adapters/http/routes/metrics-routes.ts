// `GET /metrics`, for Prometheus on this machine or with an administrator's token.
import { Router } from 'express';
import type { OperatorRole } from '../../../core/operator-role.ts';
import { type ClientAddress, isLoopback, wasForwarded } from '../client-address.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import type { OperatorDoor } from '../operator-door.ts';
import { ProblemError } from '../problems.ts';
import { CHALLENGE } from '../require-operator.ts';

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
      if (!local) requireAdmin(door.identify(request.headers)?.operator.role);
      const text = await page.text();
      response.set({ 'Content-Type': page.contentType, 'Cache-Control': 'no-store' }).end(text);
    })
    .all(methodNotAllowed('GET, HEAD'));
  return router;
}

function requireAdmin(role: OperatorRole | undefined): void {
  const detail = 'ask from this machine, or with the bearer token of an admin';
  if (role === undefined) throw new ProblemError('unauthenticated', { detail }, CHALLENGE);
  if (role !== 'admin') throw new ProblemError('role-forbidden', { detail });
}
