// What each pool lent, and whether it had numbers enough.
import type { WirePoolReport } from '../../src/wire/report.ts';
import { query } from '../data/query.ts';
import { useAnswer } from '../data/use-answer.ts';
import { formatCount, formatShare, NONE } from '../format/figure.ts';
import { cleanText } from '../format/visitor-text.ts';
import { language } from '../i18n/language.ts';
import { reportsTexts } from '../i18n/reports.ts';
import type { ReportQuery } from './report-filters.ts';
import { ReportPanel } from './report-panel.tsx';

/** Above this share of visitors turned away a pool is too small; the sizing advice aims at the same. */
const TOO_MANY = 0.01;

export function PoolsPanel({ asked: { from, to } }: { asked: ReportQuery }) {
  const t = reportsTexts.value;
  const lang = language.value;
  const pools = useAnswer<WirePoolReport>(`/v1/reports/pools${query({ from, to })}`);
  return (
    <ReportPanel title={t.pools} asked={pools}>
      {({ rows }) => (
        <div class="table-scroll">
          <table class="table">
            <thead>
              <tr>
                <th>{t.pool}</th>
                <th class="num">{t.size}</th>
                <th class="num">{t.needed}</th>
                <th class="num">{t.lent}</th>
                <th class="num">{t.figures.calls}</th>
                <th class="num" title={t.turnedAwayText}>
                  {t.turnedAway}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.pool}>
                  <td class="table-strong" title={row.advice ?? undefined}>
                    <bdi>{cleanText(row.pool)}</bdi>
                  </td>
                  <td class="num">{formatCount(row.size, lang)}</td>
                  <td class={(row.numbers_needed ?? 0) > row.size ? 'num table-bad' : 'num'}>
                    {row.numbers_needed === null ? NONE : formatCount(row.numbers_needed, lang)}
                  </td>
                  <td class="num">{formatCount(row.lent, lang)}</td>
                  <td class="num">{formatCount(row.calls, lang)}</td>
                  <td class={(row.turned_away_share ?? 0) > TOO_MANY ? 'num table-bad' : 'num'}>
                    {formatCount(row.turned_away, lang)}
                    {row.turned_away_share !== null && row.turned_away > 0 && (
                      <span class="table-under">{formatShare(row.turned_away_share, lang, 1)}</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </ReportPanel>
  );
}
