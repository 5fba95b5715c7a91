// The answer to "where did this call come from", in large letters.
import type { WireAttribution } from '../../src/wire/call.ts';
import { cleanText } from '../format/visitor-text.ts';
import { texts } from '../i18n/language.ts';
import { SourceIcon } from './source-icon.tsx';
import { sourceName } from './source-name.ts';

export function SourceLine({ attribution }: { attribution: WireAttribution }) {
  const { touchpoint, method } = attribution;
  const under = touchpoint === null ? texts.value.methods[method].text : touchpoint.campaign;
  return (
    <div class="source">
      <SourceIcon touchpoint={touchpoint} />
      <div class="source-text">
        <p class="source-name">
          <bdi>{sourceName(touchpoint)}</bdi>
        </p>
        {under !== null && (
          <p class="source-campaign">
            {touchpoint !== null && <span class="source-label">{texts.value.call.campaign} </span>}
            <bdi>{cleanText(under)}</bdi>
          </p>
        )}
      </div>
    </div>
  );
}
