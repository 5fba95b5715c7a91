// How often answers were right, by the calls whose visit code was typed in, against what was promised.
import type { WireAccuracy } from '../../src/wire/accuracy.ts';
import { query } from '../data/query.ts';
import { useAnswer } from '../data/use-answer.ts';
import { formatShare } from '../format/figure.ts';
import { language } from '../i18n/language.ts';
import { reportsTexts } from '../i18n/reports.ts';
import type { ReportQuery } from './report-filters.ts';
import { ReportPanel } from './report-panel.tsx';

export function AccuracyPanel({ asked: { from, to } }: { asked: ReportQuery }) {
  const t = reportsTexts.value;
  const lang = language.value;
  const accuracy = useAnswer<WireAccuracy>(`/v1/reports/accuracy${query({ from, to })}`);
  return (
    <ReportPanel title={t.accuracy} asked={accuracy}>
      {({ labelled, right, wrong, bands }) =>
        labelled === 0 ? (
          <p class="panel-body panel-note">{t.accuracyNone}</p>
        ) : (
          <div class="panel-body accuracy">
            <div>
              <p class="figure-value">
                {formatShare(right + wrong === 0 ? null : right / (right + wrong), lang)}
              </p>
              <p class="panel-note">{t.rightShare}</p>
              <p class="panel-note">{t.accuracyText(labelled)}</p>
            </div>
            <table class="table">
              <thead>
                <tr>
                  <th>{t.band}</th>
                  <th class="num">{t.answers}</th>
                  <th class="num">{t.promised}</th>
                  <th class="num">{t.measured}</th>
                  <td class="accuracy-bar-head" />
                </tr>
              </thead>
              <tbody>
                {bands.map((band) => (
                  <tr key={band.confidence_from}>
                    <td>
                      {formatShare(band.confidence_from, lang)}–{formatShare(band.confidence_to, lang)}
                    </td>
                    <td class="num">{band.right + band.wrong}</td>
                    <td class="num">{formatShare(band.mean_confidence, lang)}</td>
                    <td class="num table-strong">{formatShare(band.right_share, lang)}</td>
                    <td>
                      <span class="accuracy-track" aria-hidden="true">
                        <span class="accuracy-bar" style={{ '--share': String(band.right_share ?? 0) }} />
                        <span
                          class="accuracy-mark"
                          style={{ '--share': String(band.mean_confidence ?? 0) }}
                        />
                      </span>
                    </td>
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
