// Which hours of the week are busy, and in which calls are missed.
import { useSignal } from '@preact/signals';
import type { WireHeatmap } from '../../src/wire/report.ts';
import { query } from '../data/query.ts';
import { useAnswer } from '../data/use-answer.ts';
import { language } from '../i18n/language.ts';
import { reportsTexts } from '../i18n/reports.ts';
import type { ReportQuery } from './report-filters.ts';
import { ReportPanel } from './report-panel.tsx';

const HOURS = 24;

export function HeatmapPanel({ asked: { from, to, site, tz } }: { asked: ReportQuery }) {
  const t = reportsTexts.value;
  const missed = useSignal(false);
  const heatmap = useAnswer<WireHeatmap>(`/v1/reports/heatmap${query({ from, to, site, tz })}`);
  return (
    <ReportPanel
      title={t.heatmap}
      asked={heatmap}
      actions={
        <div class="segments">
          {[false, true].map((on) => (
            <button
              key={String(on)}
              type="button"
              class="segment"
              aria-pressed={missed.value === on}
              onClick={() => {
                missed.value = on;
              }}
            >
              {on ? t.heatMissed : t.heatCalls}
            </button>
          ))}
        </div>
      }
    >
      {(value) => <Heatmap cells={missed.value ? value.missed : value.calls} missed={missed.value} />}
    </ReportPanel>
  );
}

function Heatmap({ cells, missed }: { cells: readonly number[]; missed: boolean }) {
  const t = reportsTexts.value;
  const most = Math.max(1, ...cells);
  const weekdays = weekdayNames(language.value);
  return (
    <div class="panel-body">
      <table class={missed ? 'heatmap heatmap-missed' : 'heatmap'}>
        <caption class="sr-only">
          {t.heatmap}: {missed ? t.heatMissed : t.heatCalls}
        </caption>
        <thead>
          <tr>
            <td />
            {Array.from({ length: HOURS }, (_, hour) => (
              <th scope="col" key={hour}>
                <span class={hour % 3 === 0 ? 'heat-hour' : 'sr-only'}>{hour}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weekdays.map((day, row) => (
            <tr key={day}>
              <th scope="row">{day}</th>
              {cells.slice(row * HOURS, (row + 1) * HOURS).map((count, hour) => (
                <td
                  key={hour}
                  class="heat-cell"
                  style={{ '--share': String(count / most) }}
                  title={t.heatCell(day, `${hour}:00`, count)}
                >
                  <span class="sr-only">{count}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class={missed ? 'heat-legend heatmap-missed' : 'heat-legend'} aria-hidden="true">
        {t.fewer}
        {[0.05, 0.25, 0.5, 0.75, 1].map((share) => (
          <span key={share} class="heat-cell" style={{ '--share': String(share) }} />
        ))}
        {t.more} ({most})
      </p>
    </div>
  );
}

/** Monday first; 2024 began on a Monday. */
function weekdayNames(lang: string): string[] {
  const name = new Intl.DateTimeFormat(lang, { weekday: 'short', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, day) => name.format(Date.UTC(2024, 0, 1 + day)));
}
