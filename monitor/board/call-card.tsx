// A call that rings or is being talked: who, from which advertisement, how sure.
import type { WireCall } from '../../src/wire/call.ts';
import { AttributionReasons } from '../call/attribution-reasons.tsx';
import { callerName } from '../call/caller-name.ts';
import { SourceLine } from '../call/source-line.tsx';
import { VisitCodeField } from '../call/visit-code-field.tsx';
import { VisitFacts } from '../call/visit-facts.tsx';
import { formatAgent } from '../format/agent-name.ts';
import { formatPhoneNumber } from '../format/phone-number.ts';
import { cleanText } from '../format/visitor-text.ts';
import { texts } from '../i18n/language.ts';
import { callPath } from '../router/route.ts';
import { Icon } from '../ui/icon.tsx';
import { CallClock } from './call-clock.tsx';
import { EarlierCalls } from './earlier-calls.tsx';

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
              <a class="card-link" href={callPath(call.id)}>
                <bdi>{callerName(call)}</bdi>
              </a>
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
        {call.repeat && <EarlierCalls call={call} />}
        {!ringing && <VisitCodeField call={call} />}
      </div>
    </article>
  );
}
