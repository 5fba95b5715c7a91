// `GET /v1/calls`, `GET` and `PATCH /v1/calls/{id}`.
import { Router } from 'express';
import { z } from 'zod';
import type { CallRecord } from '../../../core/call-record.ts';
import type { Millis } from '../../../core/millis.ts';
import { readVisitCode } from '../../../core/visit-code.ts';
import type { CallRepository } from '../../../ports/call-repository.ts';
import type { Audit } from '../../../services/audit.ts';
import type { CallTracking } from '../../../services/call-tracking.ts';
import type { VisitCodes } from '../../../services/re-attribution.ts';
import type { WireCall } from '../../../wire/call.ts';
import type { CallFilterParser } from '../call-filters.ts';
import type { CallViews } from '../call-view.ts';
import type { ClientAddress } from '../client-address.ts';
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

const visitCode = z
  .string()
  .max(40)
  .transform((typed, context): string => {
    const code = readVisitCode(typed);
    if (code !== null) return code;
    context.addIssue({ code: 'custom', message: 'must be the digits the caller reads out, such as 12345' });
    return z.NEVER;
  });

const CallPatchSchema = z
  .strictObject({
    tags: z.array(z.string().trim().min(1).max(50)).max(20).exactOptional(),
    note: z.string().max(4_000).nullable().exactOptional(),
    value: z.number().min(-1e12).max(1e12).nullable().exactOptional(),
    target: z.boolean().nullable().exactOptional(),
    visit_code: visitCode.exactOptional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, 'must change something');

/** What is known of calls that are going on, or only just ended, and not on the disk yet. */
export type CurrentCalls = Pick<CallTracking, 'current' | 'annotated'>;

export interface CallRoutesOptions {
  readonly calls: CallRepository;
  readonly filters: CallFilterParser;
  readonly door: OperatorDoor;
  readonly visitCodes: VisitCodes;
  readonly tracking: CurrentCalls;
  readonly viewOf: CallViews;
  readonly audit: Audit;
  readonly clientAddress: ClientAddress;
}

export function callRoutes(options: CallRoutesOptions): Router {
  const { calls, filters, door, visitCodes, tracking, viewOf, audit, clientAddress } = options;
  const router = Router();
  const read = requireOperator(door, { scope: 'calls:read' });
  router
    .route('/v1/calls')
    .get(read, (request, response) => {
      const view = viewOf(operatorOf(response));
      const query = filters.page(request.query);
      view.checkFilters(query);
      const { records, next } = calls.list({ ...query, ...(view.scope && { sites: view.scope }) });
      const list: CallList = {
        calls: records.flatMap(
          (stored) => view.call(tracking.current(stored.call.id, stored) ?? stored) ?? [],
        ),
        next,
      };
      response.set('Cache-Control', 'no-store').json(list);
    })
    .all(methodNotAllowed('GET, HEAD'));
  router
    .route('/v1/calls/:id')
    .get(read, (request, response) => {
      const id = request.params['id'] as string;
      const record = tracking.current(id, calls.find(id));
      const detail = record && viewOf(operatorOf(response)).detail(record, calls.versions(id));
      if (!detail) throw new ProblemError('unknown-call');
      response.set('Cache-Control', 'no-store').json(detail);
    })
    .patch(requireOperator(door, { scope: 'calls:write' }), async (request, response) => {
      const id = request.params['id'] as string;
      const patch = await readJson(CallPatchSchema, request);
      const { visit_code: code, ...annotations } = patch;
      const operator = operatorOf(response);
      if (annotations.value !== undefined && operator.role === 'operator') {
        throw new ProblemError('role-forbidden', { detail: 'role operator may not set `value`' });
      }
      const view = viewOf(operator);
      // Nobody changes, nor learns of, a call that is not for them.
      view.mayLook(tracking.current(id, calls.find(id)));
      // The code first: when it names no visit, nothing is changed.
      let record = code === undefined ? null : await corrected(visitCodes, id, code);
      if (record === null || Object.keys(annotations).length > 0) {
        record = calls.annotate(id, annotations);
        if (!record) throw new ProblemError('unknown-call');
        record = tracking.annotated(record);
      }
      audit.note({
        who: operator.name,
        what: 'call-changed',
        subject: id,
        detail: JSON.stringify(patch),
        address: clientAddress(request),
      });
      const changed = view.call(record);
      // A visit code may have given the call to a site of others.
      if (!changed) response.status(204).end();
      else response.set('Cache-Control', 'no-store').json(changed);
    })
    .all(methodNotAllowed('GET, HEAD, PATCH'));
  return router;
}

async function corrected(visitCodes: VisitCodes, id: string, code: string): Promise<CallRecord> {
  const answer = await visitCodes.applyCode(id, code);
  switch (answer.kind) {
    case 'found':
      return answer.record;
    case 'no-such-call':
      throw new ProblemError('unknown-call');
    case 'no-such-visit':
      throw new ProblemError('unknown-visit-code', {
        detail: adviceFor(code, answer.sites, answer.lookBack),
      });
  }
}

function adviceFor(code: string, sites: readonly string[] | null, lookBack: Millis): string {
  const where = sites === null ? 'any site' : sites.join(', ');
  const days = Math.round(lookBack / 86_400_000);
  const window = days > 1 ? `${days} days` : `${Math.round(lookBack / 3_600_000)} h`;
  return `no visit of ${where} within ${window} before the call had code ${code}: ask the caller to read it from the page again`;
}
