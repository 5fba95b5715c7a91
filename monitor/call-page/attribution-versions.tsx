// Every answer the call was given, latest first; there is something to show only after the first was changed.
import type { WireAttributionVersion } from '../../src/wire/call.ts';
import { sourceName } from '../call/source-name.ts';
import { formatPercent } from '../format/percent.ts';
import { formatTimeOfDay } from '../format/time-of-day.ts';
import { cleanText } from '../format/visitor-text.ts';
import { callsTexts } from '../i18n/calls.ts';
import { language, texts } from '../i18n/language.ts';
import { Fold } from '../ui/fold.tsx';

export function AttributionVersions({ versions }: { versions: readonly WireAttributionVersion[] }) {
  const t = callsTexts.value.page;
  if (versions.length < 2) return null;
  const newest = versions.at(-1)?.version;
  return (
    <Fold summary={`${t.versions} (${versions.length - 1})`}>
      <ol class="versions">
        {[...versions].reverse().map((answer) => (
          <li key={answer.version} class="version">
            <p class="version-head">
              <strong>{t.version(answer.version)}</strong>
              {answer.version === newest && <span class="chip chip-green">{t.current}</span>}
              <span class="panel-note">
                {formatTimeOfDay(Date.parse(answer.at), { language: language.value, now: Date.now() })}
              </span>
            </p>
            <p>
              <bdi>{sourceName(answer.touchpoint)}</bdi> · {texts.value.methods[answer.method].label} ·{' '}
              {formatPercent(answer.confidence)}
            </p>
            <p class="panel-note">{answer.reasons.map(cleanText).join(' ')}</p>
          </li>
        ))}
      </ol>
    </Fold>
  );
}
