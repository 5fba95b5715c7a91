// `GET /v1/calls.csv`: any number of calls, a page at a time, so that neither memory nor the event loop fills up.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Router } from 'express';
import type { CallRepository } from '../../../ports/call-repository.ts';
import type { Audit } from '../../../services/audit.ts';
import { CSV_HEADER, callCsvLine } from '../call-csv.ts';
import { type CallFilterParser, type CallFilters, PAGE_LIMIT } from '../call-filters.ts';
import type { CallView, CallViews } from '../call-view.ts';
import type { ClientAddress } from '../client-address.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import type { OperatorDoor } from '../operator-door.ts';
import { operatorOf, requireOperator } from '../require-operator.ts';

export interface CallExportOptions {
  readonly calls: CallRepository;
  readonly filters: CallFilterParser;
  readonly door: OperatorDoor;
  readonly viewOf: CallViews;
  readonly audit: Audit;
  readonly clientAddress: ClientAddress;
}

export function callExportRoutes(options: CallExportOptions): Router {
  const { calls, filters, door, viewOf, audit, clientAddress } = options;
  const router = Router();
  router
    .route('/v1/calls.csv')
    .get(requireOperator(door, { scope: 'calls:read' }), async (request, response) => {
      const operator = operatorOf(response);
      const view = viewOf(operator);
      const wanted = filters.filters(request.query);
      view.checkFilters(wanted);
      audit.note({
        who: operator.name,
        what: 'export',
        subject: 'calls.csv',
        detail: new URLSearchParams(request.query as Record<string, string>).toString(),
        address: clientAddress(request),
      });
      response.set({
        'Content-Type': 'text/csv; charset=utf-8; header=present',
        'Content-Disposition': 'attachment; filename="calls.csv"',
        'Cache-Control': 'no-store',
      });
      try {
        await pipeline(Readable.from(csvPages(calls, wanted, view)), response);
      } catch (error) {
        // Whoever closed the download knows; a fault of ours is for the log.
        if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
      }
    })
    .all(methodNotAllowed('GET, HEAD'));
  return router;
}

async function* csvPages(
  calls: CallRepository,
  filters: CallFilters,
  view: CallView,
): AsyncGenerator<string> {
  yield CSV_HEADER;
  let cursor: string | null = null;
  do {
    const { records, next } = calls.list({
      ...filters,
      limit: PAGE_LIMIT,
      ...(view.scope && { sites: view.scope }),
      ...(cursor !== null && { cursor }),
    });
    const seen = records.flatMap((record) => view.call(record) ?? []);
    yield seen.map(callCsvLine).join('');
    cursor = next;
    await nextTurn();
  } while (cursor !== null);
}
