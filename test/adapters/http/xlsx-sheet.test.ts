// XLSX files, unpacked and read again.
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type SheetCell, xlsxSheet } from '../../../src/adapters/http/xlsx-sheet.ts';

async function* pagesOf(...pages: SheetCell[][][]): AsyncGenerator<SheetCell[][]> {
  yield* pages;
}

async function fileOf(
  pages: AsyncIterable<readonly (readonly SheetCell[])[]>,
  header: string[] = ['name', 'size'],
): Promise<Record<string, string>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of xlsxSheet('Calls', header, pages)) chunks.push(chunk);
  const parts = unzipSync(Buffer.concat(chunks));
  return Object.fromEntries(Object.entries(parts).map(([path, bytes]) => [path, strFromU8(bytes)]));
}

/** Cells by place: `A1` to what is written. */
async function cellsOf(...rows: SheetCell[][]): Promise<Record<string, string>> {
  const { 'xl/worksheets/sheet1.xml': sheet = '' } = await fileOf(pagesOf(rows));
  const cells = sheet.matchAll(/<c r="(\w+)"[^>]*>(?:<v>(.*?)<\/v>|<is><t[^>]*>(.*?)<\/t><\/is>)<\/c>/gs);
  return Object.fromEntries([...cells].map(([, place, value, text]) => [place, value ?? text]));
}

describe('an XLSX file', () => {
  it('has the parts that ECMA-376 asks for', async () => {
    const parts = await fileOf(pagesOf([['a', 1]]));
    expect(Object.keys(parts).sort()).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
    ]);
    expect(parts['xl/workbook.xml']).toContain('<sheet name="Calls" sheetId="1" r:id="rId1"/>');
    expect(parts['xl/worksheets/sheet1.xml']).toMatch(/^<\?xml .*<\/sheetData><\/worksheet>$/s);
  });

  it('has a heading and rows at their places, over all pages', async () => {
    const parts = await fileOf(
      pagesOf(
        [['a', 1]],
        [],
        [
          ['b', 2.5],
          [null, 3],
        ],
      ),
    );
    const places = [...(parts['xl/worksheets/sheet1.xml'] ?? '').matchAll(/<c r="(\w+)"/g)];
    expect(places.map(([, place]) => place)).toEqual(['A1', 'B1', 'A2', 'B2', 'A3', 'B3', 'B4']);
  });

  it('has numbers as numbers, times as days since 1899, truth as 0 and 1', async () => {
    const noon = new Date('2026-01-15T12:00:00Z');
    expect(await cellsOf([7.25, noon], [true, false])).toMatchObject({
      A2: '7.25',
      B2: '46037.5',
      A3: '1',
      B3: '0',
    });
  });

  it('takes no text for a formula, nor for markup, and leaves out what XML cannot hold', async () => {
    const cells = await cellsOf(['=1+1', '<b>&"\u0000\u000b\ud800'], ['a\nb', 'ё 😀']);
    expect(cells).toMatchObject({ A2: '=1+1', B2: '&lt;b&gt;&amp;&quot;', A3: 'a\nb', B3: 'ё 😀' });
  });

  it('names columns beyond Z, and cuts texts that Excel refuses', async () => {
    const header = Array.from({ length: 60 }, (_, n) => `c${n}`);
    const parts = await fileOf(pagesOf([['x'.repeat(40_000)]]), header);
    const sheet = parts['xl/worksheets/sheet1.xml'] ?? '';
    for (const place of ['Z1', 'AA1', 'AZ1', 'BA1', 'BH1']) expect(sheet).toContain(`<c r="${place}"`);
    expect(sheet).toContain(`>${'x'.repeat(32_767)}<`);
  });

  it('ends with the fault of whoever makes its rows', async () => {
    const broken = (async function* (): AsyncGenerator<SheetCell[][]> {
      yield [['a', 1]];
      throw new Error('disk');
    })();
    await expect(fileOf(broken)).rejects.toThrow('disk');
  });
});
