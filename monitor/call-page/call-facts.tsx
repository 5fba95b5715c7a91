// The call itself: numbers, times, who took it, where it was routed.
import type { WireCall } from '../../src/wire/call.ts';
import { Facts } from '../call/facts.tsx';
import { routeOf } from '../call/route-of.ts';
import { formatAgent } from '../format/agent-name.ts';
import { formatDuration } from '../format/duration.ts';
import { formatPhoneNumber } from '../format/phone-number.ts';
import { cleanText } from '../format/visitor-text.ts';
import { callsTexts } from '../i18n/calls.ts';
import { texts } from '../i18n/language.ts';

export function CallFacts({ call }: { call: WireCall }) {
  const t = callsTexts.value.page;
  const common = texts.value.call;
  const text = (value: string | null) => (value ? <bdi>{cleanText(value)}</bdi> : null);
  return (
    <section class="panel" aria-labelledby="facts-title">
      <div class="panel-head">
        <h2 class="panel-title" id="facts-title">
          {t.facts}
        </h2>
      </div>
      <div class="panel-body">
        <Facts
          facts={[
            { name: t.dialled, value: formatPhoneNumber(call.did) },
            { name: t.redirected, value: text(call.redirected_from) },
            { name: common.agents, value: text(call.agents.map(formatAgent).join(', ')) },
            { name: t.waited, value: call.wait_s === null ? null : formatDuration(call.wait_s) },
            { name: t.talked, value: call.talk_s ? formatDuration(call.talk_s) : null },
            { name: t.route, value: text(routeOf(call)) },
            { name: common.visitor, value: text(call.attribution.visitor) },
            { name: common.pbx, value: text(call.pbx) },
            { name: common.linkedid, value: text(call.linkedid) },
          ]}
        />
      </div>
    </section>
  );
}
