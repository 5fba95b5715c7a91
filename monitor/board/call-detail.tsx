// Everything known about an ended call.
import type { WireCall } from '../../src/wire/call.ts';
import { AttributionReasons } from '../call/attribution-reasons.tsx';
import { earlierTouch } from '../call/earlier-touch.tsx';
import { Facts } from '../call/facts.tsx';
import { OutcomeChip } from '../call/outcome-chip.tsx';
import { routeOf } from '../call/route-of.ts';
import { SourceLine } from '../call/source-line.tsx';
import { VisitCodeField } from '../call/visit-code-field.tsx';
import { VisitFacts } from '../call/visit-facts.tsx';
import { formatAgent } from '../format/agent-name.ts';
import { formatTimeOfDay } from '../format/time-of-day.ts';
import { cleanText } from '../format/visitor-text.ts';
import { language, texts } from '../i18n/language.ts';
import { callPath } from '../router/route.ts';

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
        <a class="detail-more" href={callPath(call.id)}>
          {texts.value.recent.open}
        </a>
      </div>
    </div>
  );
}
