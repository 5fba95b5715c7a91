// Lines of CSV (RFC 4180) that a spreadsheet opens and never runs.

export type CsvCell = string | number | boolean | null;

/** The byte order mark makes Excel read UTF-8. */
export const CSV_MARK = '\uFEFF';

export const CSV_TYPE = 'text/csv; charset=utf-8; header=present';

export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: CsvCell): string {
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
