// A call that rings or is being talked: who, from which advertisement, how sure.
import type { WireCall } from '../../src/wire/call.ts';
import { formatAgent } from '../format/agent-name.ts';
import { formatPhoneNumber } from '../format/phone-number.ts';
import { cleanText } from '../format/visitor-text.ts';
import { texts } from '../i18n/language.ts';
import { Icon } from '../ui/icon.tsx';
import { AttributionReasons } from './attribution-reasons.tsx';
import { CallClock } from './call-clock.tsx';
import { callerName } from './caller-name.ts';
import { SourceLine } from './source-line.tsx';
import { VisitCodeField } from './visit-code-field.tsx';
import { VisitFacts } from './visit-facts.tsx';

export function CallCard({ call }: { call: WireCall }) {
  const { calls, call: t } = texts.value;
  const ringing = call.state === 'ringing';
  const heading = `call-${call.id}`;
  return (
    <article class={ringing ? 'card card-ringing' : 'card card-talking'} aria-labelledby={heading}>
      <div class="card-state">
        <span class="card-bell">
          <Icon name={ringing ? 'ringing' : 'talking'} size={18} />
        </span>
        <span class="card-state-name">{calls.state[call.state]}</span>
        {call.agents.length > 0 && (
          <span class="card-agents">
            <span class="sr-only">{t.agents} </span>
            <bdi>{call.agents.map((agent) => cleanText(formatAgent(agent))).join(', ')}</bdi>
          </span>
        )}
        <CallClock since={ringing ? call.started_at : (call.answered_at ?? call.started_at)} />
      </div>
      <div class="card-body">
        <div>
          <div class="card-caller">
            <h3 class="card-number" id={heading}>
              <bdi>{callerName(call)}</bdi>
            </h3>
            {call.repeat && (
              <span class="chip chip-accent" title={t.repeat}>
                <Icon name="repeat" size={13} />
                {t.repeatShort}
              </span>
            )}
          </div>
          <p class="card-did">
            {call.caller_name && (
              <>
                <bdi>{cleanText(call.caller_name)}</bdi> ·{' '}
              </>
            )}
            {t.dialled} <span class="nowrap">{formatPhoneNumber(call.did)}</span>
          </p>
        </div>
        <SourceLine attribution={call.attribution} />
        <VisitFacts attribution={call.attribution} />
        <AttributionReasons attribution={call.attribution} />
        {!ringing && <VisitCodeField call={call} />}
      </div>
    </article>
  );
}
