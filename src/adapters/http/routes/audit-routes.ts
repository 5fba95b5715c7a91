// `GET /v1/audit`: who did what, for admins.
import { Router } from 'express';
import { z } from 'zod';
import type { WireAuditPage } from '../../../wire/user.ts';
import type { AccessParts } from '../access-parts.ts';
import { PAGE_LIMIT, queryTime, readQuery } from '../call-filters.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import { ADMIN, requireOperator } from '../require-operator.ts';

const text = z.string().min(1).max(200);

const AuditQuerySchema = z.strictObject({
  from: queryTime.exactOptional(),
  to: queryTime.exactOptional(),
  who: text.exactOptional(),
  what: text.exactOptional(),
  cursor: text.exactOptional(),
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT).default(50),
});

export function auditRoutes({ door, auditLog }: AccessParts): Router {
  const router = Router();
  router
    .route('/v1/audit')
    .get(requireOperator(door, { roles: ADMIN }), (request, response) => {
      const { entries, next } = auditLog.list(readQuery(AuditQuerySchema, request.query));
      const page: WireAuditPage = {
        entries: entries.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() })),
        next,
      };
      response.set('Cache-Control', 'no-store').json(page);
    })
    .all(methodNotAllowed('GET, HEAD'));
  return router;
}
