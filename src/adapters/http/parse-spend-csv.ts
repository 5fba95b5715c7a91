// Reads what advertising cost from a CSV file, as an advertising system or a spreadsheet writes it.
import { type Info, parse } from 'csv-parse';
import { toDayNumber, toDayText } from '../../core/calendar-day.ts';
import type { Spend } from '../../core/spend.ts';
import type { SpendImport } from '../../wire/spend.ts';

export interface ParsedSpend {
  /** One for each day, source, medium and campaign; lines that share them are added up. */
  readonly spends: readonly Spend[];
  /** Lines that could be read. */
  readonly lines: number;
  readonly faults: readonly { readonly line: number; readonly message: string }[];
}

/** Of a file all of whose lines are at fault nobody reads more. */
const MOST_FAULTS = 100;
const MOST_LINES = 50_000;
const LONGEST_NAME = 200;
/** Fed at a time: visitors wait for a few milliseconds. */
const PIECE = 32_768;
const LARGEST = 1e12;

type Columns = Readonly<Record<keyof SpendImport['mapping'], number>>;
type Line = Omit<Spend, 'firstDay' | 'lastDay'> & { readonly day: number };

const NO_COLUMNS: Columns = { day: -1, source: -1, medium: -1, campaign: -1, amount: -1 };

class Fault extends Error {}

/** Fields may be separated by commas, semicolons or tabs; the heading says which. */
export async function parseSpendCsv(settings: SpendImport): Promise<ParsedSpend> {
  const text = settings.csv.replace(/^\uFEFF/, '');
  const faults: { line: number; message: string }[] = [];
  const spends = new Map<string, Spend>();
  let columns: Columns | null = null;
  let lines = 0;
  const fault = (line: number, message: string) => {
    if (faults.length < MOST_FAULTS) faults.push({ line, message });
  };
  const parser = parse({
    delimiter: delimiterOf(text),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  });
  void feed(text, parser);
  try {
    for await (const each of parser) {
      const { record, info } = each as { record: string[]; info: Info };
      // The line the record ends on; of one with line breaks in it that is the last.
      const { lines: line } = info;
      try {
        if (columns === null) columns = columnsOf(record, settings);
        else if (!isBlank(record)) {
          if (++lines > MOST_LINES)
            throw new Fault(`more than ${MOST_LINES} lines: import the file in parts`);
          add(spends, readLine(record, columns, settings));
        }
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        fault(line, error.message);
        if (columns === null || lines > MOST_LINES) break;
        lines--;
      }
    }
  } catch (error) {
    const { lines: line = 1, message } = error as { lines?: number; message: string };
    fault(line, message);
  }
  if (columns === null && faults.length === 0) fault(1, 'the file is empty');
  return { spends: [...spends.values()], lines, faults };
}

async function feed(text: string, parser: ReturnType<typeof parse>): Promise<void> {
  for (let start = 0; start < text.length && !parser.destroyed; start += PIECE) {
    if (!parser.write(text.slice(start, start + PIECE))) await drained(parser);
  }
  parser.end();
}

/** Or closed, when nobody reads on. */
function drained(parser: ReturnType<typeof parse>): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      parser.off('drain', go).off('close', go);
      resolve();
    };
    parser.on('drain', go).on('close', go);
  });
}

function delimiterOf(text: string): string {
  const heading = text.slice(0, text.search(/[\r\n]|$/));
  const count = (sign: string) => heading.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

function columnsOf(heading: readonly string[], { mapping, source }: SpendImport): Columns {
  const places = Object.entries(mapping).map(([field, name]) => {
    const place = heading.findIndex((each) => each.toLowerCase() === name.trim().toLowerCase());
    if (place < 0) throw new Fault(`no column "${name}"; there are: ${heading.join(', ')}`);
    return [field, place];
  });
  if (mapping.source === undefined && source === undefined)
    throw new Fault('neither a column nor a name is given for the source');
  return { ...NO_COLUMNS, ...Object.fromEntries(places) };
}

function readLine(record: readonly string[], columns: Columns, settings: SpendImport): Line {
  const field = (name: keyof Columns) => record[columns[name]] ?? '';
  const source = nameIn(field('source')) ?? settings.source;
  if (source === undefined) throw new Fault('the source is empty');
  return {
    day: readDay(field('day')),
    source,
    medium: nameIn(field('medium')) ?? settings.medium ?? null,
    campaign: nameIn(field('campaign')),
    site: settings.site ?? null,
    amount: readAmount(field('amount')),
  };
}

function nameIn(text: string): string | null {
  if (text.length > LONGEST_NAME) throw new Fault(`a name is longer than ${LONGEST_NAME} characters`);
  return text === '' ? null : text;
}

/** `2026-03-29`, with or without a time behind, or `29.03.2026`. */
function readDay(text: string): number {
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ].*)?$/.exec(text)?.[1];
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  const written = dotted ? `${dotted[3]}-${dotted[2]?.padStart(2, '0')}-${dotted[1]?.padStart(2, '0')}` : iso;
  if (written === undefined) throw new Fault(`"${text}" is no day: write 2026-03-29 or 29.03.2026`);
  const day = toDayNumber(written);
  if (toDayText(day) !== written) throw new Fault(`there is no day "${text}"`);
  return day;
}

/**
 * `1234.5`, `1 234,50`, `1.234,50`, `1,234.50`; signs of a currency around it are left out. What may be read in two ways, as
 * `1,234`, is not guessed.
 */
function readAmount(text: string): number {
  const digits = text.replace(/[\s\u00A0\u202F'’]/g, '').replace(/^\p{Sc}|(\p{Sc}|руб\.?|р\.)$/gu, '');
  if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(digits))
    throw new Fault(`"${text}" may be thousands or thousandths: write 1234.00 or 1234`);
  const isPlain = /^\d+([.,]\d*)?$/.test(digits);
  if (!isPlain && !/^\d{1,3}((,\d{3})+(\.\d*)?|(\.\d{3})+(,\d*)?)$/.test(digits))
    throw new Fault(`"${text}" is no amount: write 1234.50 or 1234,50`);
  const isDecimal = isPlain || new Set(digits.replace(/\d/g, '')).size > 1;
  const [, whole = digits, part = ''] = (isDecimal && /^(.*)[.,](\d*)$/.exec(digits)) || [];
  const amount = Number(`${whole.replace(/[.,]/g, '')}.${part}`);
  if (amount > LARGEST) throw new Fault(`"${text}" is too large`);
  return amount;
}

function add(spends: Map<string, Spend>, { day, ...line }: Line): void {
  const name = JSON.stringify([day, line.source, line.medium, line.campaign]);
  const known = spends.get(name)?.amount ?? 0;
  spends.set(name, { ...line, firstDay: day, lastDay: day, amount: known + line.amount });
}

function isBlank(record: readonly string[]): boolean {
  return record.every((field) => field === '');
}
