// How sure the answer is: a bar, a percentage, a word.
import { formatPercent } from '../format/percent.ts';
import { texts } from '../i18n/language.ts';

type Level = 'high' | 'medium' | 'low';

export function ConfidenceMeter({ confidence, small = false }: { confidence: number; small?: boolean }) {
  const t = texts.value.call;
  const level = levelOf(confidence);
  const percent = formatPercent(confidence);
  return (
    <div class={`meter meter-${level} ${small ? 'meter-small' : ''}`}>
      <span class="meter-value">
        <span class="sr-only">{t.confidence} </span>
        {percent}
      </span>
      <span class="meter-track" aria-hidden="true">
        <span class="meter-bar" style={{ '--share': String(confidence) }} />
      </span>
      <span class={small ? 'sr-only' : 'meter-word'}>{t.level[level]}</span>
    </div>
  );
}

function levelOf(confidence: number): Level {
  if (confidence >= 0.8) return 'high';
  return confidence >= 0.5 ? 'medium' : 'low';
}
