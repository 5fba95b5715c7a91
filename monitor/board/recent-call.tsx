// One ended call: its row, and under it the details when it is open.
import type { WireCall } from '../../src/wire/call.ts';
import { callerName } from '../call/caller-name.ts';
import { ConfidenceMeter } from '../call/confidence-meter.tsx';
import { OutcomeChip } from '../call/outcome-chip.tsx';
import { sourceName } from '../call/source-name.ts';
import { formatDuration } from '../format/duration.ts';
import { formatPhoneNumber } from '../format/phone-number.ts';
import { formatRegion } from '../format/region-name.ts';
import { formatTimeOfDay } from '../format/time-of-day.ts';
import { cleanText, showUrl } from '../format/visitor-text.ts';
import { language, texts } from '../i18n/language.ts';
import { Icon } from '../ui/icon.tsx';
import { CallDetail } from './call-detail.tsx';

export function RecentCall({
  call,
  open,
  onToggle,
}: {
  call: WireCall;
  open: boolean;
  onToggle: () => void;
}) {
  const t = texts.value;
  const { touchpoint, page, region, confidence, method } = call.attribution;
  const detail = `detail-${call.id}`;
  const time = formatTimeOfDay(Date.parse(call.started_at), { language: language.value, now: Date.now() });
  const under = touchpoint === null ? t.methods[method].label : touchpoint.campaign;
  return (
    <tbody class={open ? 'recent-open' : ''}>
      {/* The button inside is the control; a click anywhere on the row is a convenience. */}
      <tr class="recent-row" onClick={onToggle}>
        <td class="recent-time">{time}</td>
        <td class="recent-caller">
          <button
            type="button"
            class="recent-toggle"
            aria-expanded={open}
            aria-controls={detail}
            aria-label={t.recent.details(callerName(call), time)}
          >
            <Icon name="chevron" size={14} />
            <bdi>{callerName(call)}</bdi>
          </button>
          {(call.repeat || region !== null) && (
            <span class="recent-under recent-under-caller">
              {call.repeat && (
                <span class="recent-repeat" title={t.call.repeat}>
                  <Icon name="repeat" size={12} />
                  <span class="sr-only">{t.call.repeat}. </span>
                </span>
              )}
              {region !== null && <span title={region}>{formatRegion(region, language.value)}</span>}
            </span>
          )}
        </td>
        <td class="recent-source">
          <bdi class={touchpoint === null ? 'recent-unknown' : 'recent-main'}>{sourceName(touchpoint)}</bdi>
          {under !== null && (
            <bdi class="recent-under recent-cut" title={cleanText(under)}>
              {cleanText(under)}
            </bdi>
          )}
        </td>
        <td class="recent-page">
          {page && (
            <>
              <bdi class="recent-cut">{cleanText(page.title ?? '') || showUrl(page.url).label}</bdi>
              {page.title && <bdi class="recent-under recent-cut">{showUrl(page.url).label}</bdi>}
            </>
          )}
        </td>
        <td class="recent-did">{formatPhoneNumber(call.did)}</td>
        <td class="recent-outcome">
          <OutcomeChip call={call} />
        </td>
        <td class="recent-seconds" data-label={t.recent.wait}>
          {call.wait_s === null ? '' : formatDuration(call.wait_s)}
        </td>
        <td class="recent-seconds" data-label={t.recent.talk}>
          {call.talk_s ? formatDuration(call.talk_s) : ''}
        </td>
        <td class="recent-confidence">
          <ConfidenceMeter confidence={confidence} small />
        </td>
      </tr>
      {open && (
        <tr class="recent-detail" id={detail}>
          <td colSpan={9}>
            <CallDetail call={call} />
          </td>
        </tr>
      )}
    </tbody>
  );
}
