// Who took the calls, and how.
import type { WireAgentReport } from '../../src/wire/report.ts';
import { query } from '../data/query.ts';
import { useAnswer } from '../data/use-answer.ts';
import { formatAgent } from '../format/agent-name.ts';
import { formatDuration } from '../format/duration.ts';
import { formatCount, formatMoney, NONE } from '../format/figure.ts';
import { cleanText } from '../format/visitor-text.ts';
import { language } from '../i18n/language.ts';
import { reportsTexts } from '../i18n/reports.ts';
import type { ReportQuery } from './report-filters.ts';
import { ReportPanel } from './report-panel.tsx';

export function AgentsPanel({ asked: { from, to, site } }: { asked: ReportQuery }) {
  const t = reportsTexts.value;
  const lang = language.value;
  const agents = useAnswer<WireAgentReport>(`/v1/reports/agents${query({ from, to, site })}`);
  const seconds = (value: number | null) => (value === null ? NONE : formatDuration(value));
  return (
    <ReportPanel title={t.agents} asked={agents}>
      {({ rows }) =>
        rows.length === 0 ? (
          <p class="panel-body panel-note">{t.empty}</p>
        ) : (
          <div class="table-scroll">
            <table class="table">
              <thead>
                <tr>
                  <th>{t.agent}</th>
                  <th class="num">{t.figures.answered}</th>
                  <th class="num">{t.figures.talk_s}</th>
                  <th class="num">{t.figures.wait_s}</th>
                  <th class="num">{t.figures.target}</th>
                  <th class="num">{t.calledBack}</th>
                  <th class="num">{t.figures.value}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.agent}>
                    <td class="table-strong">
                      <bdi>{cleanText(formatAgent(row.agent))}</bdi>
                    </td>
                    <td class="num">{formatCount(row.answered, lang)}</td>
                    <td class="num">{seconds(row.talk_s)}</td>
                    <td class="num">{seconds(row.wait_s)}</td>
                    <td class="num">{formatCount(row.target, lang)}</td>
                    <td class="num">{formatCount(row.called_back, lang)}</td>
                    <td class="num">{row.value === 0 ? NONE : formatMoney(row.value, lang)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )
      }
    </ReportPanel>
  );
}
