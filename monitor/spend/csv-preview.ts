// The headings and first rows of a CSV file, to choose columns by; the server reads the file itself. Pure.

export interface CsvPreview {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const ROWS = 4;

/** RFC 4180, with the semicolons and tabs of spreadsheets; null when there is nothing to choose from. */
export function previewCsv(text: string): CsvPreview | null {
  const plain = text.replace(/^\ufeff/, '');
  const [first = ''] = plain.split(/\r?\n/, 1);
  const separator = [';', '\t', ','].reduce((best, mark) =>
    first.split(mark).length > first.split(best).length ? mark : best,
  );
  const [headings, ...rows] = lines(plain, separator);
  if (!headings || headings.length < 2 || rows.length === 0) return null;
  return { headings: headings.map((heading) => heading.trim()), rows: rows.slice(0, ROWS) };
}

export type SpendColumn = 'day' | 'amount' | 'source' | 'medium' | 'campaign';

/** What advertising systems call these columns, in English and Russian. */
const NAMES: Record<SpendColumn, RegExp> = {
  day: /^(day|date|дата|день)/i,
  amount: /^(amount|cost|spend|spent|расход|сумма|стоимость|затраты)/i,
  source: /^(source|utm_source|источник|площадка)/i,
  medium: /^(medium|utm_medium|канал)/i,
  campaign: /^(campaign|utm_campaign|кампания|название кампании)/i,
};

/** The heading that looks like it, empty when none does. */
export function guessColumn(headings: readonly string[], column: SpendColumn): string {
  return headings.find((heading) => NAMES[column].test(heading)) ?? '';
}

function lines(text: string, separator: string): string[][] {
  const found: string[][] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  const endLine = () => {
    cells.push(cell);
    if (cells.some((each) => each !== '')) found.push(cells);
    cells = [];
    cell = '';
  };
  for (let at = 0; at < text.length && found.length <= ROWS; at++) {
    const char = text.charAt(at);
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text.charAt(at + 1) === '"') cell += text.charAt(++at);
      else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === separator) {
      cells.push(cell);
      cell = '';
    } else if (char === '\n') endLine();
    else if (char !== '\r') cell += char;
  }
  if (found.length <= ROWS) endLine();
  return found;
}
