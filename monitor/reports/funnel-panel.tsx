// What is left of the visits at each step on the way to a sale.
import type { WireFunnel } from '../../src/wire/report.ts';
import { query } from '../data/query.ts';
import { useAnswer } from '../data/use-answer.ts';
import { formatCount, formatMoney, formatShare } from '../format/figure.ts';
import { language } from '../i18n/language.ts';
import { reportsTexts } from '../i18n/reports.ts';
import type { ReportQuery } from './report-filters.ts';
import { ReportPanel } from './report-panel.tsx';

const STAGES = ['visits', 'lent', 'called', 'answered', 'target', 'sales'] as const;

export function FunnelPanel({ asked: { from, to, site } }: { asked: ReportQuery }) {
  const t = reportsTexts.value;
  const lang = language.value;
  const funnel = useAnswer<WireFunnel>(`/v1/reports/funnel${query({ from, to, site })}`);
  return (
    <ReportPanel title={t.funnel} asked={funnel}>
      {(value) => (
        <ol class="funnel">
          {STAGES.map((stage, at) => {
            const before = value[STAGES[at - 1] ?? stage];
            const share = before === 0 ? null : value[stage] / before;
            return (
              <li class="funnel-stage" key={stage}>
                <span class="funnel-name">{t.stages[stage]}</span>
                <span class="funnel-track" aria-hidden="true">
                  <span class="funnel-bar" style={{ '--share': String(barShare(value, stage)) }} />
                </span>
                <span class="funnel-count">{formatCount(value[stage], lang)}</span>
                <span
                  class="funnel-share"
                  title={at === 0 ? undefined : t.ofBefore(formatShare(share, lang, 1))}
                >
                  {at === 0 ? '' : formatShare(share, lang, 1)}
                </span>
              </li>
            );
          })}
          {value.value > 0 && (
            <li class="funnel-value">
              {t.figures.value}: <strong>{formatMoney(value.value, lang)}</strong>
            </li>
          )}
        </ol>
      )}
    </ReportPanel>
  );
}

/** Visits are so many more than calls that bars of one scale would show nothing: a logarithm keeps all of them in sight. */
function barShare(funnel: WireFunnel, stage: (typeof STAGES)[number]): number {
  const most = Math.log10(1 + Math.max(1, funnel.visits));
  return Math.min(1, Math.log10(1 + funnel[stage]) / most);
}
