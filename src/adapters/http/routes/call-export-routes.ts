// `GET /v1/calls.csv` and `.xlsx`: any number of calls, a page at a time, so that neither memory nor the event loop fills up.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Router } from 'express';
import type { CallRepository } from '../../../ports/call-repository.ts';
import type { Audit } from '../../../services/audit.ts';
import type { WireCall } from '../../../wire/call.ts';
import { CALL_COLUMN_NAMES, type CallCell, callCells } from '../call-columns.ts';
import { CALL_CSV_HEADER, callCsvLine } from '../call-csv.ts';
import { type CallFilterParser, type CallFilters, PAGE_LIMIT } from '../call-filters.ts';
import type { CallView, CallViews } from '../call-view.ts';
import type { ClientAddress } from '../client-address.ts';
import { CSV_TYPE } from '../csv-line.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import type { OperatorDoor } from '../operator-door.ts';
import { operatorOf, requireOperator } from '../require-operator.ts';
import { type SheetCell, xlsxSheet } from '../xlsx-sheet.ts';

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
  for (const [route, format] of Object.entries(FORMATS)) {
    router
      .route(`/v1/${route}`)
      .get(requireOperator(door, { scope: 'calls:read' }), async (request, response) => {
        const operator = operatorOf(response);
        const view = viewOf(operator);
        const wanted = filters.filters(request.query);
        view.checkFilters(wanted);
        audit.note({
          who: operator.name,
          what: 'export',
          subject: route,
          detail: new URLSearchParams(request.query as Record<string, string>).toString(),
          address: clientAddress(request),
        });
        response.set({
          'Content-Type': format.type,
          'Content-Disposition': `attachment; filename="${route}"`,
          'Cache-Control': 'no-store',
        });
        try {
          await pipeline(Readable.from(format.write(callPages(calls, wanted, view))), response);
        } catch (error) {
          // Whoever closed the download knows; a fault of ours is for the log.
          if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
        }
      })
      .all(methodNotAllowed('GET, HEAD'));
  }
  return router;
}

interface Format {
  readonly type: string;
  write(pages: AsyncIterable<readonly WireCall[]>): AsyncIterable<string | Uint8Array>;
}

const FORMATS: Readonly<Record<string, Format>> = {
  'calls.csv': { type: CSV_TYPE, write: toCsv },
  'calls.xlsx': {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: (pages) => xlsxSheet('Calls', CALL_COLUMN_NAMES, toRows(pages)),
  },
};

async function* toCsv(pages: AsyncIterable<readonly WireCall[]>): AsyncGenerator<string> {
  yield CALL_CSV_HEADER;
  for await (const page of pages) yield page.map(callCsvLine).join('');
}

async function* toRows(pages: AsyncIterable<readonly WireCall[]>): AsyncGenerator<SheetCell[][]> {
  for await (const page of pages) yield page.map((call) => callCells(call).map(toSheetCell));
}

/** Times become dates that a spreadsheet can sort and subtract; in UTC, as everywhere in the API. */
function toSheetCell(cell: CallCell): SheetCell {
  const isTime = typeof cell === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(cell);
  return isTime ? new Date(cell) : cell;
}

async function* callPages(
  calls: CallRepository,
  filters: CallFilters,
  view: CallView,
): AsyncGenerator<WireCall[]> {
  let cursor: string | null = null;
  do {
    const { records, next } = calls.list({
      ...filters,
      limit: PAGE_LIMIT,
      ...(view.scope && { sites: view.scope }),
      ...(cursor !== null && { cursor }),
    });
    yield records.flatMap((record) => view.call(record) ?? []);
    cursor = next;
    await nextTurn();
  } while (cursor !== null);
}
