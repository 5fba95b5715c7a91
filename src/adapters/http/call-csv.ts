// Calls as CSV (RFC 4180), for spreadsheets.
import type { WireCall } from '../../wire/call.ts';
import { CALL_COLUMN_NAMES, type CallCell, callCells } from './call-columns.ts';

/** The byte order mark makes Excel read UTF-8. */
export const CSV_HEADER = `\uFEFF${CALL_COLUMN_NAMES.join(',')}\r\n`;

export function callCsvLine(call: WireCall): string {
  return `${callCells(call).map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: CallCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = isFormula(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A caller's name or a campaign is anybody's text, and a spreadsheet runs what begins like a formula (OWASP, CSV
 * injection). A bare `+74951230001` is only a number, and must stay searchable.
 */
function isFormula(text: string): boolean {
  return /^[=+\-@\t\r\n]/.test(text) && !/^\+\d{1,15}$/.test(text);
}
