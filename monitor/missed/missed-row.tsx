// One caller nobody answered: who, when, from where, and whether somebody has talked to them since.
import type { WireMissedCaller } from '../../src/wire/missed-call.ts';
import { namedSource } from '../call/source-name.ts';
import { formatAgent } from '../format/agent-name.ts';
import { formatDuration } from '../format/duration.ts';
import { formatPhoneNumber } from '../format/phone-number.ts';
import { formatSpan } from '../format/span-length.ts';
import { formatTimeOfDay } from '../format/time-of-day.ts';
import { cleanText } from '../format/visitor-text.ts';
import { language, texts } from '../i18n/language.ts';
import { missedTexts } from '../i18n/missed.ts';
import { callPath } from '../router/route.ts';
import { Icon } from '../ui/icon.tsx';

const TONES = { open: 'chip chip-red', 'called-back': 'chip chip-green', 'reached-us': 'chip chip-accent' };

export function MissedRow({ missed }: { missed: WireMissedCaller }) {
  const t = missedTexts.value;
  const number = missed.caller === null ? null : formatPhoneNumber(cleanText(missed.caller));
  const last = Date.parse(missed.last_at);
  const { resolved } = missed;
  return (
    <tr class="missed-row">
      <td class="missed-caller">
        <a class="call-link" href={callPath(missed.call)} title={t.openCall}>
          <bdi>{number ?? texts.value.call.hiddenCaller}</bdi>
        </a>
        {missed.caller_name && <bdi class="table-under">{cleanText(missed.caller_name)}</bdi>}
      </td>
      <td class="missed-last">
        {formatTimeOfDay(last, { language: language.value, now: Date.now() })}
        <span class="table-under">{t.ago(formatSpan((Date.now() - last) / 1000))}</span>
      </td>
      <td class="missed-times">
        <span class={missed.times > 1 ? 'table-strong' : undefined}>{t.timesOf(missed.times)}</span>
      </td>
      <td class="missed-source">
        <bdi class={missed.source === null ? 'table-none' : 'table-strong'}>
          {missed.source === null ? texts.value.call.unknownSource : namedSource(missed.source)}
        </bdi>
        {missed.campaign && <bdi class="table-under">{cleanText(missed.campaign)}</bdi>}
      </td>
      <td class="missed-wait num">{missed.wait_s === null ? '' : formatDuration(missed.wait_s)}</td>
      <td class="missed-result">
        <span class={TONES[missed.state]} title={t.stateText[missed.state]}>
          {t.states[missed.state]}
        </span>
        {resolved !== null && (
          <span class="table-under">
            {t.after(formatSpan(resolved.after_s))}
            {resolved.agent !== null && (
              <>
                {' · '}
                <bdi>{cleanText(formatAgent(resolved.agent))}</bdi>
              </>
            )}
          </span>
        )}
        {missed.state === 'open' && missed.tries > 0 && (
          <span class="table-under">{t.tries(missed.tries)}</span>
        )}
      </td>
      <td class="missed-action">
        {missed.state === 'open' && missed.caller?.startsWith('+') && (
          <a class="button" href={`tel:${missed.caller}`}>
            <Icon name="talking" />
            {t.call}
            <span class="sr-only"> {number}</span>
          </a>
        )}
      </td>
    </tr>
  );
}
