// Reports: what brings calls, when they come, what becomes of them, what they cost.
import { useMemo } from 'preact/hooks';
import type { WireCallReport } from '../../src/wire/report.ts';
import { query } from '../data/query.ts';
import { useAnswer } from '../data/use-answer.ts';
import { reportsTexts } from '../i18n/reports.ts';
import { search } from '../router/router.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Page } from '../ui/page.tsx';
import { AccuracyPanel } from './accuracy-panel.tsx';
import { AgentsPanel } from './agents-panel.tsx';
import { BreakdownPanel } from './breakdown-panel.tsx';
import { FiguresStrip } from './figures-strip.tsx';
import { FunnelPanel } from './funnel-panel.tsx';
import { HeatmapPanel } from './heatmap-panel.tsx';
import { PoolsPanel } from './pools-panel.tsx';
import { ReportControls } from './report-controls.tsx';
import { readReportFilters, reportQuery } from './report-filters.ts';
import './reports.css';
import { TrendPanel } from './trend-panel.tsx';

export function ReportsPage() {
  const filters = useMemo(() => readReportFilters(search.value), [search.value]);
  const asked = reportQuery(filters, Date.now(), Intl.DateTimeFormat().resolvedOptions().timeZone);
  const { from, to, site } = asked;
  const calls = query({
    from,
    to,
    site,
    by: filters.by.join(','),
    model: filters.model,
    compare: filters.compare === 'none' ? null : filters.compare,
  });
  const report = useAnswer<WireCallReport>(`/v1/reports/calls${calls}`);
  const { value, failure, loading, reload } = report;
  return (
    <Page title={reportsTexts.value.title} actions={<ReportControls filters={filters} span={asked} />}>
      {failure !== null && value === null ? (
        <div class="panel">
          <FailureNotice failure={failure} retry={reload} />
        </div>
      ) : (
        <div class="stack">
          <FiguresStrip total={value?.total ?? null} loading={loading} />
          <TrendPanel asked={asked} filters={filters} />
          <BreakdownPanel
            report={value}
            loading={loading}
            filters={filters}
            csv={`/v1/reports/calls.csv${calls}`}
          />
          <div class="report-pair">
            <HeatmapPanel asked={asked} />
            <FunnelPanel asked={asked} />
          </div>
          <div class="report-pair">
            <AgentsPanel asked={asked} />
            <PoolsPanel asked={asked} />
          </div>
          <AccuracyPanel asked={asked} />
        </div>
      )}
    </Page>
  );
}
