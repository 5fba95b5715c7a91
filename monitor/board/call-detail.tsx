// Everything known about an ended call.
import type { WireCall, WireTouchpoint } from '../../src/wire/call.ts';
import { formatAgent } from '../format/agent-name.ts';
import { formatTimeOfDay } from '../format/time-of-day.ts';
import { cleanText } from '../format/visitor-text.ts';
import { language, texts } from '../i18n/language.ts';
import { AttributionReasons } from './attribution-reasons.tsx';
import { Facts } from './facts.tsx';
import { OutcomeChip } from './outcome-chip.tsx';
import { SourceLine } from './source-line.tsx';
import { sourceName } from './source-name.ts';
import { VisitCodeField } from './visit-code-field.tsx';
import { VisitFacts } from './visit-facts.tsx';

export function CallDetail({ call }: { call: WireCall }) {
  const t = texts.value.call;
  const { touchpoint, first_touch, last_non_direct_touch } = call.attribution;
  const began = formatTimeOfDay(Date.parse(call.started_at), {
    language: language.value,
    now: Date.now(),
    seconds: true,
  });
  const text = (value: string | null) => (value ? <bdi>{cleanText(value)}</bdi> : null);
  return (
    <div class="detail">
      <div class="detail-part">
        <SourceLine attribution={call.attribution} />
        <VisitFacts
          attribution={call.attribution}
          extra={[
            { name: t.firstTouch, value: earlierTouch(first_touch, touchpoint) },
            { name: t.lastNonDirect, value: earlierTouch(last_non_direct_touch, touchpoint) },
          ]}
          wide
        />
      </div>
      <div class="detail-part">
        <AttributionReasons attribution={call.attribution} />
        <VisitCodeField call={call} />
      </div>
      <div class="detail-part">
        <Facts
          facts={[
            { name: texts.value.recent.outcome, value: <OutcomeChip call={call} full /> },
            { name: t.started, value: began },
            { name: texts.value.recent.caller, value: text(call.caller_name) },
            { name: t.agents, value: text(call.agents.map(formatAgent).join(', ')) },
            { name: t.route, value: text(routeOf(call)) },
            { name: t.tags, value: text(call.tags.join(', ')) },
            { name: t.note, value: text(call.note) },
            { name: t.value, value: call.value?.toLocaleString(language.value) ?? null },
            { name: t.recording, value: text(call.recording) },
            { name: t.visitor, value: text(call.attribution.visitor) },
            { name: t.pbx, value: text(call.pbx) },
            { name: t.linkedid, value: text(call.linkedid) },
          ]}
        />
      </div>
    </div>
  );
}

/** `sales (rule 1: region RU-MOW)`; null when the dialplan did not ask. */
function routeOf({ route }: WireCall): string | null {
  if (!route) return null;
  const why = route.reasons.join('; ');
  return route.destination === null ? why : `${route.destination} (${why})`;
}

/** The source and campaign of a touch; null when the visit's own says the same. */
function earlierTouch(touch: WireTouchpoint | null, own: WireTouchpoint | null) {
  if (touch === null || (touch.source === own?.source && touch.campaign === own.campaign)) return null;
  const parts = [sourceName(touch), touch.campaign && cleanText(touch.campaign)];
  return <bdi>{parts.filter(Boolean).join(' · ')}</bdi>;
}
