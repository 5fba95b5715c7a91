// What the reports are about, and how credit is given.
import { ATTRIBUTION_MODELS, type WireCallReport } from '../../src/wire/report.ts';
import { query } from '../data/query.ts';
import { useAnswer } from '../data/use-answer.ts';
import { cleanText } from '../format/visitor-text.ts';
import { reportsTexts } from '../i18n/reports.ts';
import { setQuery } from '../router/router.ts';
import { PeriodPicker } from '../ui/period-picker.tsx';
import { Select } from '../ui/select.tsx';
import { COMPARISONS, type ReportFilters, type ReportQuery, writeReportFilters } from './report-filters.ts';

export function ReportControls({ filters, span }: { filters: ReportFilters; span: ReportQuery }) {
  const t = reportsTexts.value;
  const change = (changes: Partial<ReportFilters>) =>
    setQuery(writeReportFilters({ ...filters, ...changes }));
  const sites = useSites(span, filters.site);
  return (
    <div class="report-controls">
      <PeriodPicker period={filters.period} onPick={(period) => change({ period })} />
      <Select
        label={t.compare}
        hideLabel
        value={filters.compare}
        choices={COMPARISONS.map((value) => ({ value, name: t.comparison[value] }))}
        onChoose={(compare) => change({ compare })}
      />
      <Select
        label={t.model}
        hideLabel
        value={filters.model}
        choices={ATTRIBUTION_MODELS.map((value) => ({ value, name: t.models[value] }))}
        onChoose={(model) => change({ model })}
      />
      {sites.length > 1 && (
        <Select
          label={t.site}
          hideLabel
          value={filters.site}
          choices={[
            { value: '', name: t.allSites },
            ...sites.map((value) => ({ value, name: cleanText(value) })),
          ]}
          onChoose={(site) => change({ site })}
        />
      )}
    </div>
  );
}

/** Sites that had calls in the period, and the one that is chosen. */
function useSites({ from, to }: ReportQuery, chosen: string): string[] {
  const { value } = useAnswer<WireCallReport>(`/v1/reports/calls${query({ from, to, by: 'site' })}`);
  const found = (value?.rows ?? []).flatMap(({ keys: [site] }) => site ?? []);
  return [...new Set(chosen === '' ? found : [...found, chosen])].sort();
}
