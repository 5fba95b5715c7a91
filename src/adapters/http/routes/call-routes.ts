// `GET /v1/calls`, `GET` and `PATCH /v1/calls/{id}`.
import { Router } from 'express';
import { z } from 'zod';
import type { CallRecord } from '../../../core/call-record.ts';
import type { CallRepository } from '../../../ports/call-repository.ts';
import { toWireCall, type WireCall } from '../../../wire/call.ts';
import type { CallFilterParser } from '../call-filters.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import type { OperatorDoor } from '../operator-door.ts';
import { ProblemError } from '../problems.ts';
import { readJson } from '../read-json.ts';
import { operatorOf, requireOperator } from '../require-operator.ts';

/** `GET /v1/calls` */
export interface CallList {
  /** Newest first. */
  calls: WireCall[];
  /** The `cursor` of the following page, null on the last. */
  next: string | null;
}

const CallPatchSchema = z
  .strictObject({
    tags: z.array(z.string().trim().min(1).max(50)).max(20).exactOptional(),
    note: z.string().max(4_000).nullable().exactOptional(),
    value: z.number().min(-1e12).max(1e12).nullable().exactOptional(),
    target: z.boolean().nullable().exactOptional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, 'must change something');

export interface CallRoutesOptions {
  readonly calls: CallRepository;
  readonly filters: CallFilterParser;
  readonly door: OperatorDoor;
  /** A person changed a call. */
  readonly onAnnotated: (record: CallRecord) => void;
}

export function callRoutes({ calls, filters, door, onAnnotated }: CallRoutesOptions): Router {
  const router = Router();
  router
    .route('/v1/calls')
    .get(requireOperator(door), (request, response) => {
      const { records, next } = calls.list(filters.page(request.query));
      const list: CallList = { calls: records.map(toWireCall), next };
      response.set('Cache-Control', 'no-store').json(list);
    })
    .all(methodNotAllowed('GET, HEAD'));
  router
    .route('/v1/calls/:id')
    .get(requireOperator(door), (request, response) => {
      const record = calls.find(request.params['id'] as string);
      if (!record) throw new ProblemError('unknown-call');
      response.set('Cache-Control', 'no-store').json(toWireCall(record));
    })
    .patch(requireOperator(door), async (request, response) => {
      const patch = await readJson(CallPatchSchema, request);
      if (patch.value !== undefined && operatorOf(response).role === 'operator') {
        throw new ProblemError('role-forbidden', { detail: 'role operator may not set `value`' });
      }
      const record = calls.annotate(request.params['id'] as string, patch);
      if (!record) throw new ProblemError('unknown-call');
      onAnnotated(record);
      response.set('Cache-Control', 'no-store').json(toWireCall(record));
    })
    .all(methodNotAllowed('GET, HEAD, PATCH'));
  return router;
}
