// Why we think so: the method, its reasons, and who else it may have been.
import type { WireAttribution } from '../../src/wire/call.ts';
import { cleanText } from '../format/visitor-text.ts';
import { texts } from '../i18n/language.ts';
import { Fold } from '../ui/fold.tsx';
import { CandidateList } from './candidate-list.tsx';
import { ConfidenceMeter } from './confidence-meter.tsx';

export function AttributionReasons({ attribution }: { attribution: WireAttribution }) {
  const { method, confidence, reasons, touchpoint, session } = attribution;
  const { call, methods } = texts.value;
  const others = attribution.candidates.filter((candidate) => candidate.session !== session);
  const clickIds = Object.entries(touchpoint?.click_ids ?? {});
  return (
    <div class="why">
      <div class="why-head">
        <span class="why-title">{call.confidence}</span>
        <ConfidenceMeter confidence={confidence} />
      </div>
      <p class="why-method">
        <strong>{methods[method].label}.</strong> {touchpoint !== null && methods[method].text}
      </p>
      {reasons.length > 0 && (
        <ul class="why-reasons" aria-label={call.reasons}>
          {reasons.map((reason) => (
            <li key={reason}>{cleanText(reason)}</li>
          ))}
        </ul>
      )}
      {(others.length > 0 || clickIds.length > 0) && (
        <div class="why-folds">
          {others.length > 0 && (
            <Fold summary={session === null ? call.candidates(others.length) : call.others(others.length)}>
              <CandidateList candidates={others} all={attribution.candidates} />
            </Fold>
          )}
          {clickIds.length > 0 && (
            <Fold summary={call.clickIds(clickIds.length)}>
              <dl class="click-ids">
                {clickIds.map(([name, value]) => (
                  <div key={name}>
                    <dt>{cleanText(name)}</dt>
                    <dd>
                      <bdi>{cleanText(value)}</bdi>
                    </dd>
                  </div>
                ))}
              </dl>
            </Fold>
          )}
        </div>
      )}
    </div>
  );
}
