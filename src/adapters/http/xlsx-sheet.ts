// One table as an XLSX file (ECMA-376, SpreadsheetML), written while it is read: memory does not grow with the rows.
import { AsyncZipDeflate, strToU8, Zip, ZipPassThrough } from 'fflate';

/** A Date is shown as date and time, by its UTC fields. */
export type SheetCell = string | number | boolean | Date | null;

/** Excel refuses longer texts. */
const LONGEST_TEXT = 32_767;
/** Excel's day 0, 1899-12-30, in ms since 1970. */
const DAY_0 = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org';
const SHEETS = `${OFFICE}/spreadsheetml/2006/main`;
const RELATIONS = `${OFFICE}/package/2006/relationships`;
const DOCUMENT = `${OFFICE}/officeDocument/2006/relationships`;
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Style 1 is a date with time (built-in format 22), style 2 the bold heading. */
const STYLES = `${XML}<styleSheet xmlns="${SHEETS}"><fonts count="2"><font/><font><b/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="22" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`;

const PARTS: Record<string, string> = {
  '[Content_Types].xml': `${XML}<Types xmlns="${OFFICE}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`,
  '_rels/.rels': `${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${DOCUMENT}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': STYLES,
};

/**
 * The bytes of the file.
 * @param name of the sheet, at most 31 characters
 * @param pages rows, a bounded number at a time
 */
export async function* xlsxSheet(
  name: string,
  header: readonly string[],
  pages: AsyncIterable<readonly (readonly SheetCell[])[]>,
): AsyncGenerator<Uint8Array> {
  const made = new Chunks();
  const zip = new Zip((error, chunk, final) => made.put(error, chunk, final));
  try {
    for (const [path, text] of Object.entries({ ...PARTS, 'xl/workbook.xml': workbook(name) })) {
      const part = new ZipPassThrough(path);
      zip.add(part);
      part.push(strToU8(text), true);
    }
    // Compressed in a thread of its own.
    const sheet = new AsyncZipDeflate('xl/worksheets/sheet1.xml', { level: 4 });
    zip.add(sheet);
    zip.end();
    sheet.push(strToU8(`${sheetHead()}${rowOf(header, 1, 2)}`));
    let written = 1;
    for await (const rows of pages) {
      if (rows.length > 0) sheet.push(strToU8(rows.map((row) => rowOf(row, ++written)).join('')));
      yield* made.taken();
    }
    sheet.push(strToU8('</sheetData></worksheet>'), true);
    while (!made.finished) {
      await made.more();
      yield* made.taken();
    }
  } finally {
    zip.terminate();
  }
}

/** What the ZIP has put out and nobody has taken yet. */
class Chunks {
  #chunks: Uint8Array[] = [];
  #failure: Error | null = null;
  #wake: () => void = () => {};
  finished = false;

  put(error: Error | null, chunk: Uint8Array, final: boolean): void {
    if (error) this.#failure = error;
    else this.#chunks.push(chunk);
    this.finished = final;
    this.#wake();
  }

  *taken(): Generator<Uint8Array> {
    if (this.#failure) throw this.#failure;
    yield* this.#chunks.splice(0);
  }

  async more(): Promise<void> {
    if (this.#chunks.length > 0 || this.#failure) return;
    await new Promise<void>((wake) => {
      this.#wake = wake;
    });
  }
}

function workbook(name: string): string {
  return `${XML}<workbook xmlns="${SHEETS}" xmlns:r="${DOCUMENT}"><sheets><sheet name="${escaped(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
}

/** The heading stays in sight. */
function sheetHead(): string {
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  return `${XML}<worksheet xmlns="${SHEETS}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultColWidth="16"/><sheetData>`;
}

/** Places may be left out by the standard, but not every reader knows. @param number from 1 */
function rowOf(cells: readonly SheetCell[], number: number, style = 0): string {
  const written = cells.map((cell, column) => cellOf(cell, `r="${columnName(column)}${number}"`, style));
  return `<row r="${number}">${written.join('')}</row>`;
}

/** A to Z, AA to ZZ. */
function columnName(column: number): string {
  const letter = (n: number) => String.fromCharCode(65 + n);
  return column < 26 ? letter(column) : letter(Math.floor(column / 26) - 1) + letter(column % 26);
}

function cellOf(cell: SheetCell, place: string, style: number): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c ${place}><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c ${place} t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (cell instanceof Date) return `<c ${place} s="1"><v>${(cell.getTime() - DAY_0) / DAY_MS}</v></c>`;
  const styled = style === 0 ? '' : ` s="${style}"`;
  // A text is never a formula here, whatever it begins with.
  return `<c ${place} t="inlineStr"${styled}><is><t xml:space="preserve">${escaped(cell.slice(0, LONGEST_TEXT))}</t></is></c>`;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Without what XML 1.0 cannot hold: control characters, halves of surrogate pairs. */
function escaped(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n\r]|[\p{Cs}\ufffe\uffff]/gu, '')
    .replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
}
