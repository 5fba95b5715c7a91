// Figures by one dimension or two, each row against the period before; any column sorts.
import { useSignal } from '@preact/signals';
import {
  REPORT_DIMENSIONS,
  type ReportDimension,
  type WireCallReport,
  type WireReportRow,
} from '../../src/wire/report.ts';
import { language, texts } from '../i18n/language.ts';
import { reportsTexts } from '../i18n/reports.ts';
import { setQuery } from '../router/router.ts';
import { Icon } from '../ui/icon.tsx';
import { Select } from '../ui/select.tsx';
import { BREAKDOWN_COLUMNS, type BreakdownColumn } from './breakdown-columns.ts';
import { Delta } from './delta.tsx';
import { keyName } from './key-name.ts';
import { type ReportFilters, writeReportFilters } from './report-filters.ts';

/** Rows shown until somebody asks for more. */
const FIRST = 15;

export function BreakdownPanel({
  report,
  loading,
  filters,
  csv,
}: {
  report: WireCallReport | null;
  loading: boolean;
  filters: ReportFilters;
  csv: string;
}) {
  const t = reportsTexts.value;
  const [first = 'source', second] = filters.by;
  const change = (by: ReportDimension[]) => setQuery(writeReportFilters({ ...filters, by }));
  const names = REPORT_DIMENSIONS.map((value) => ({ value, name: t.dimension[value] }));
  return (
    <section class="panel" aria-labelledby="breakdown-title">
      <div class="panel-head">
        <h2 class="panel-title" id="breakdown-title">
          {t.breakdown}
        </h2>
        <div class="panel-actions breakdown-choice">
          <Select
            label={t.by}
            hideLabel
            value={first}
            choices={names}
            onChoose={(by) => change(second && second !== by ? [by, second] : [by])}
          />
          <Select<ReportDimension | ''>
            label={t.andBy}
            hideLabel
            value={second ?? ''}
            choices={[
              { value: '', name: `${t.andBy} ${t.nothingElse}` },
              ...names
                .filter(({ value }) => value !== first)
                .map(({ value, name }) => ({ value, name: `${t.andBy} ${name.toLowerCase()}` })),
            ]}
            onChoose={(by) => change(by === '' ? [first] : [first, by])}
          />
          <a class="button" href={csv} download>
            <Icon name="download" />
            {t.csv}
          </a>
        </div>
      </div>
      {report === null ? (
        <div class="report-wait">
          <span class="skeleton" />
          <span class="skeleton" />
          <span class="skeleton" />
        </div>
      ) : report.rows.length === 0 ? (
        <p class="panel-body panel-note">{t.empty}</p>
      ) : (
        <Breakdown report={report} loading={loading} />
      )}
    </section>
  );
}

function Breakdown({ report, loading }: { report: WireCallReport; loading: boolean }) {
  const t = reportsTexts.value;
  const sort = useSignal<{ by: BreakdownColumn; down: boolean } | null>(null);
  const all = useSignal(false);
  const shown = BREAKDOWN_COLUMNS.filter(
    ({ optional, of }) => !optional || [...report.rows, report.total].some((row) => of(row) !== null),
  );
  const { value: sorted } = sort;
  const rows = sorted ? [...report.rows].sort(byFigure(sorted.by, sorted.down)) : report.rows;
  const most = Math.max(1, ...report.rows.map(({ calls }) => calls));
  return (
    <div class={loading ? 'dimmed' : undefined}>
      <div class="table-scroll">
        <table class="table breakdown">
          <thead>
            <tr>
              {report.by.map((dimension) => (
                <th key={dimension} scope="col">
                  {t.dimension[dimension]}
                </th>
              ))}
              {shown.map((column) => (
                <th
                  key={column.name}
                  scope="col"
                  class="num"
                  aria-sort={sorted?.by !== column ? undefined : sorted.down ? 'descending' : 'ascending'}
                >
                  <button
                    type="button"
                    class="sort-button"
                    title={t.sortBy(t.figures[column.name])}
                    onClick={() => {
                      sort.value = { by: column, down: sorted?.by === column ? !sorted.down : true };
                    }}
                  >
                    {t.figures[column.name]}
                    {sorted?.by === column && (
                      <span class={sorted.down ? 'sort-mark' : 'sort-mark sort-mark-up'}>
                        <Icon name="down" size={12} />
                      </span>
                    )}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, all.value ? undefined : FIRST).map((row) => (
              <tr key={row.keys.join('\n')}>
                {row.keys.map((key, at) => (
                  <th key={at} scope="row" class="breakdown-key">
                    <bdi class={key === null ? 'table-none recent-cut' : 'recent-cut'}>
                      {keyName(report.by[at] ?? 'source', key)}
                    </bdi>
                  </th>
                ))}
                <Figures row={row} columns={shown} share={row.calls / most} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={report.by.length}>
                {t.total}
              </th>
              <Figures row={report.total} columns={shown} />
            </tr>
          </tfoot>
        </table>
      </div>
      {(report.rows.length > FIRST && !all.value) || report.more_rows > 0 ? (
        <div class="table-foot">
          {report.rows.length > FIRST && !all.value ? (
            <button
              type="button"
              class="table-more"
              onClick={() => {
                all.value = true;
              }}
            >
              {texts.value.recent.showAll(report.rows.length)}
            </button>
          ) : (
            t.moreRows(report.more_rows)
          )}
        </div>
      ) : null}
    </div>
  );
}

function Figures({
  row,
  columns,
  share,
}: {
  row: WireCallReport['total'] | WireReportRow;
  columns: readonly BreakdownColumn[];
  share?: number;
}) {
  return (
    <>
      {columns.map((column) => (
        <td key={column.name} class="num">
          {column.name === 'calls' && share !== undefined && (
            <span class="row-bar" style={{ '--share': String(share) }} aria-hidden="true" />
          )}
          {column.show(column.of(row), language.value)}
          {column.compared && (
            <span class="row-delta">
              <Delta
                now={column.of(row)}
                before={row.previous && column.of(row.previous)}
                good={column.good}
              />
            </span>
          )}
        </td>
      ))}
    </>
  );
}

function byFigure({ of }: BreakdownColumn, down: boolean) {
  return (a: WireReportRow, b: WireReportRow) => {
    const [one, other] = [of(a) ?? Number.NEGATIVE_INFINITY, of(b) ?? Number.NEGATIVE_INFINITY];
    return down ? other - one : one - other;
  };
}
