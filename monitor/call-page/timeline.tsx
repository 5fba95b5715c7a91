// What the visitor did before and after: visits with their pages, calls.
import type { ComponentChildren } from 'preact';
import type { WireCall } from '../../src/wire/call.ts';
import type { WireTimeline, WireTimelineCall, WireTimelineVisit } from '../../src/wire/timeline.ts';
import { SourceIcon } from '../call/source-icon.tsx';
import { sourceName } from '../call/source-name.ts';
import { useAnswer } from '../data/use-answer.ts';
import { formatAgent } from '../format/agent-name.ts';
import { formatDuration } from '../format/duration.ts';
import { formatRegion } from '../format/region-name.ts';
import { formatSpan } from '../format/span-length.ts';
import { formatTimeOfDay } from '../format/time-of-day.ts';
import { cleanText } from '../format/visitor-text.ts';
import { callsTexts } from '../i18n/calls.ts';
import { language, texts } from '../i18n/language.ts';
import { callPath } from '../router/route.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Icon } from '../ui/icon.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { VisitorLink } from '../ui/visitor-link.tsx';

export function Timeline({ call }: { call: WireCall }) {
  const t = callsTexts.value.page;
  const { value, failure, reload } = useAnswer<WireTimeline>(
    `/v1/calls/${encodeURIComponent(call.id)}/timeline`,
  );
  return (
    <section class="panel" aria-labelledby="timeline-title">
      <div class="panel-head">
        <h2 class="panel-title" id="timeline-title">
          {t.timeline}
        </h2>
      </div>
      {value === null && failure !== null ? (
        <FailureNotice failure={failure} retry={reload} />
      ) : value === null ? (
        <SkeletonRows rows={3} />
      ) : (
        <ol class="timeline">
          {value.events.map((event) =>
            event.kind === 'visit' ? (
              <Visit key={`${event.session}${event.at}`} visit={event} before={call.started_at} />
            ) : (
              <Call key={event.call} call={event} />
            ),
          )}
        </ol>
      )}
    </section>
  );
}

function Visit({ visit, before }: { visit: WireTimelineVisit; before: string }) {
  const t = callsTexts.value.page;
  const { city, region, country } = visit.place;
  const place = city
    ? cleanText(city)
    : (region ?? country) && formatRegion(region ?? country ?? '', language.value);
  const more = visit.page_views - visit.pages.length;
  return (
    <Event at={visit.at} mark={<SourceIcon touchpoint={visit.touchpoint} />} before={before}>
      <p class="timeline-title">
        <bdi>{t.visit(sourceName(visit.touchpoint))}</bdi>
        {visit.touchpoint.campaign && (
          <bdi class="timeline-detail">{cleanText(visit.touchpoint.campaign)}</bdi>
        )}
        {visit.other_device && <span class="chip">{t.otherDevice}</span>}
        {place && <span class="timeline-detail">{place}</span>}
      </p>
      <ul class="timeline-pages">
        {visit.pages.map((page) => (
          <li key={page.at} class="timeline-page">
            <span class="timeline-page-time">{clock(page.at)}</span>
            <VisitorLink url={page.url} title={page.title} />
          </li>
        ))}
        {more > 0 && <li class="panel-note">{t.morePages(more)}</li>}
      </ul>
    </Event>
  );
}

function Call({ call }: { call: WireTimelineCall }) {
  const t = callsTexts.value.page;
  const outcome = call.outcome !== null && call.outcome in texts.value.outcome;
  return (
    <Event
      at={call.at}
      mark={
        <span class={call.asked ? 'timeline-call timeline-call-asked' : 'timeline-call'}>
          <Icon name="talking" size={18} />
        </span>
      }
    >
      <p class="timeline-title">
        {call.asked ? t.thisCall : <a href={callPath(call.call)}>{t.call}</a>}
        {outcome && (
          <span class={call.outcome === 'answered' ? 'chip chip-green' : 'chip chip-red'}>
            {texts.value.outcome[call.outcome as keyof typeof texts.value.outcome]}
          </span>
        )}
        <bdi class="timeline-detail">
          {[
            ...call.agents.map((agent) => cleanText(formatAgent(agent))),
            call.talk_s ? formatDuration(call.talk_s) : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        </bdi>
      </p>
    </Event>
  );
}

function Event({
  at,
  mark,
  before,
  children,
}: {
  at: string;
  mark: ComponentChildren;
  before?: string;
  children: ComponentChildren;
}) {
  const lead = before === undefined ? 0 : (Date.parse(before) - Date.parse(at)) / 1000;
  return (
    <li class="timeline-event">
      {mark}
      <div class="timeline-body">
        <p class="timeline-time">
          {formatTimeOfDay(Date.parse(at), { language: language.value, now: Date.now() })}
          {lead > 0 && ` · ${callsTexts.value.page.before(formatSpan(lead))}`}
        </p>
        {children}
      </div>
    </li>
  );
}

function clock(at: string): string {
  return new Date(at).toLocaleTimeString(language.value, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}
