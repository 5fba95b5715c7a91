// `GET /v1/calls.csv`: any number of calls, a page at a time, so that neither memory nor the event loop fills up.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Router } from 'express';
import type { CallRepository } from '../../../ports/call-repository.ts';
import { toWireCall } from '../../../wire/call.ts';
import { CALL_CSV_HEADER, callCsvLine } from '../call-csv.ts';
import { type CallFilterParser, type CallFilters, PAGE_LIMIT } from '../call-filters.ts';
import { CSV_TYPE } from '../csv-line.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import type { OperatorDoor } from '../operator-door.ts';
import { requireOperator } from '../require-operator.ts';

export function callExportRoutes(
  calls: CallRepository,
  filters: CallFilterParser,
  door: OperatorDoor,
): Router {
  const router = Router();
  router
    .route('/v1/calls.csv')
    .get(requireOperator(door), async (request, response) => {
      const wanted = filters.filters(request.query);
      response.set({
        'Content-Type': CSV_TYPE,
        'Content-Disposition': 'attachment; filename="calls.csv"',
        'Cache-Control': 'no-store',
      });
      try {
        await pipeline(Readable.from(csvPages(calls, wanted)), response);
      } catch (error) {
        // Whoever closed the download knows; a fault of ours is for the log.
        if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
      }
    })
    .all(methodNotAllowed('GET, HEAD'));
  return router;
}

async function* csvPages(calls: CallRepository, filters: CallFilters): AsyncGenerator<string> {
  yield CALL_CSV_HEADER;
  let cursor: string | null = null;
  do {
    const { records, next } = calls.list({
      ...filters,
      limit: PAGE_LIMIT,
      ...(cursor !== null && { cursor }),
    });
    yield records.map((record) => callCsvLine(toWireCall(record))).join('');
    cursor = next;
    await nextTurn();
  } while (cursor !== null);
}
