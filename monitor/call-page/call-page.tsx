// A call's own page: everything known of it, and what people add to it.
import { useEffect } from 'preact/hooks';
import type { WireCallDetail } from '../../src/wire/call.ts';
import type { Me } from '../../src/wire/login.ts';
import { AttributionReasons } from '../call/attribution-reasons.tsx';
import { callerName } from '../call/caller-name.ts';
import { OutcomeChip } from '../call/outcome-chip.tsx';
import { SourceLine } from '../call/source-line.tsx';
import { VisitCodeField } from '../call/visit-code-field.tsx';
import { VisitFacts } from '../call/visit-facts.tsx';
import { useAnswer } from '../data/use-answer.ts';
import { formatTimeOfDay } from '../format/time-of-day.ts';
import { cleanText } from '../format/visitor-text.ts';
import { callsTexts } from '../i18n/calls.ts';
import { language, texts } from '../i18n/language.ts';
import { board } from '../live/live-board.ts';
import { pathOf, type Route } from '../router/route.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Icon } from '../ui/icon.tsx';
import { PageSkeleton } from '../ui/skeleton.tsx';
import { AttributionVersions } from './attribution-versions.tsx';
import { CallFacts } from './call-facts.tsx';
import './call-page.css';
import { earlierTouch } from '../call/earlier-touch.tsx';
import { CallerHistory } from './caller-history.tsx';
import { JudgementForm } from './judgement-form.tsx';
import { Recording } from './recording.tsx';
import { Timeline } from './timeline.tsx';

export function CallPage({ me, route }: { me: Me; route: Route }) {
  const id = route.screen === 'call' ? route.id : '';
  const { value, failure, reload } = useAnswer<WireCallDetail>(`/v1/calls/${encodeURIComponent(id)}`);
  const live = board.value?.calls.get(id);
  // Somebody, here or elsewhere, changed it, or it went on.
  useEffect(() => {
    if (live) reload();
  }, [live]);

  if (failure !== null && value === null) return <FailureNotice failure={failure} retry={reload} />;
  if (value === null || value.id !== id) return <PageSkeleton />;
  return <Detail key={id} call={value} me={me} reload={reload} />;
}

function Detail({ call, me, reload }: { call: WireCallDetail; me: Me; reload: () => void }) {
  const t = callsTexts.value.page;
  const { touchpoint, first_touch, last_non_direct_touch } = call.attribution;
  const common = texts.value.call;
  return (
    <div class="page">
      <a class="back-link" href={pathOf('calls')}>
        <Icon name="back" size={14} />
        {t.back}
      </a>
      <div class="page-head">
        <h1 class="page-title">
          <bdi>{callerName(call)}</bdi>
        </h1>
        {call.caller_name && <bdi class="call-name">{cleanText(call.caller_name)}</bdi>}
        {call.repeat && (
          <span class="chip chip-accent">
            <Icon name="repeat" size={13} />
            {common.repeat}
          </span>
        )}
        {call.state === 'ended' ? (
          <OutcomeChip call={call} full />
        ) : (
          <span class="chip chip-amber">{texts.value.calls.state[call.state]}</span>
        )}
        <span class="page-note call-began">
          {formatTimeOfDay(Date.parse(call.started_at), {
            language: language.value,
            now: Date.now(),
            seconds: true,
          })}
        </span>
      </div>
      <div class="call-grid">
        <div class="stack">
          <section class="panel" aria-labelledby="source-title">
            <div class="panel-head">
              <h2 class="panel-title" id="source-title">
                {t.source}
              </h2>
            </div>
            <div class="panel-body call-source-grid">
              <div class="call-part">
                <SourceLine attribution={call.attribution} />
                <VisitFacts
                  attribution={call.attribution}
                  extra={[
                    { name: common.firstTouch, value: earlierTouch(first_touch, touchpoint) },
                    { name: common.lastNonDirect, value: earlierTouch(last_non_direct_touch, touchpoint) },
                  ]}
                  wide
                />
              </div>
              <div class="call-part">
                <AttributionReasons attribution={call.attribution} />
                <VisitCodeField call={call} />
                <AttributionVersions versions={call.attributions} />
              </div>
            </div>
          </section>
          <Timeline call={call} />
        </div>
        <div class="stack">
          <JudgementForm call={call} me={me} onSaved={reload} />
          {call.recording !== null && <Recording call={call} />}
          <CallFacts call={call} />
          <CallerHistory call={call} />
        </div>
      </div>
    </div>
  );
}
