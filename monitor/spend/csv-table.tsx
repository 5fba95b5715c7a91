// The first rows of a file, as it will be read.
import { cleanText } from '../format/visitor-text.ts';
import { spendTexts } from '../i18n/spend.ts';
import type { CsvPreview } from './csv-preview.ts';

export function CsvTable({ preview: { headings, rows } }: { preview: CsvPreview }) {
  return (
    <div class="table-scroll csv-preview">
      <table class="table">
        <caption class="sr-only">{spendTexts.value.preview}</caption>
        <thead>
          <tr>
            {headings.map((heading) => (
              <th key={heading}>{cleanText(heading)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr key={cells.join('\n')}>
              {headings.map((heading, at) => (
                <td key={heading} class="csv-cell">
                  {cleanText(cells[at] ?? '')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
