// When calls came: all, missed and target ones, or by what brought them.
import { useSignal } from '@preact/signals';
import type { WireTrend } from '../../src/wire/report.ts';
import { query } from '../data/query.ts';
import { useAnswer } from '../data/use-answer.ts';
import { reportsTexts } from '../i18n/reports.ts';
import { type ReportFilters, type ReportQuery, stepFor } from './report-filters.ts';
import { ReportPanel } from './report-panel.tsx';
import { TrendChart } from './trend-chart.tsx';

export function TrendPanel({ asked, filters }: { asked: ReportQuery; filters: ReportFilters }) {
  const t = reportsTexts.value;
  const split = useSignal(false);
  const [dimension = 'source'] = filters.by;
  const { from, to, site, tz, span } = asked;
  const trend = useAnswer<WireTrend>(
    `/v1/reports/trend${query({
      from,
      to,
      site,
      tz,
      step: stepFor(span),
      model: filters.model,
      by: split.value ? dimension : null,
    })}`,
  );
  const modes = [
    { name: t.totals, on: false },
    { name: t.split(t.dimension[dimension]), on: true },
  ];
  return (
    <ReportPanel
      title={t.trend}
      asked={trend}
      actions={
        <div class="segments">
          {modes.map(({ name, on }) => (
            <button
              key={name}
              type="button"
              class="segment"
              aria-pressed={split.value === on}
              onClick={() => {
                split.value = on;
              }}
            >
              {name}
            </button>
          ))}
        </div>
      }
    >
      {(value) => <TrendChart trend={value} dimension={dimension} split={split.value} />}
    </ReportPanel>
  );
}
