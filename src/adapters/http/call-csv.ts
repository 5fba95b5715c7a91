// Calls as CSV, for spreadsheets.
import type { WireCall } from '../../wire/call.ts';
import { CALL_COLUMN_NAMES, callCells } from './call-columns.ts';
import { CSV_MARK, csvLine } from './csv-line.ts';

export const CALL_CSV_HEADER = CSV_MARK + csvLine(CALL_COLUMN_NAMES);

export function callCsvLine(call: WireCall): string {
  return csvLine(callCells(call));
}
