// The story of whoever made a call, in order: their visits, page by page, and their calls.
import type { CallRecord } from './call-record.ts';
import type { PageView } from './page-view.ts';
import type { Session } from './session.ts';

export type TimelineEvent =
  | {
      readonly kind: 'visit';
      readonly visit: Session;
      /** Of another browser, found by the site's own user id. */
      readonly otherDevice: boolean;
      /** Oldest first; none when the visit saw one page. */
      readonly views: readonly PageView[];
    }
  | { readonly kind: 'call'; readonly record: CallRecord; readonly asked: boolean };

/** Oldest first. @param asked the call whose maker it is about; one of the events, whether or not it is in `calls` */
export function timelineOf(
  asked: CallRecord,
  visits: readonly Session[],
  views: readonly PageView[],
  calls: readonly CallRecord[],
): TimelineEvent[] {
  const once = new Map([...calls, asked].map((record) => [record.call.id, record]));
  const events: TimelineEvent[] = [
    ...visits.map((visit) => ({
      kind: 'visit' as const,
      visit,
      otherDevice: visit.visitor !== asked.attribution.visitor,
      views: views.filter(({ session }) => session === visit.id),
    })),
    ...[...once.values()].map((record) => ({
      kind: 'call' as const,
      record,
      asked: record.call.id === asked.call.id,
    })),
  ];
  return events.sort((a, b) => beginOf(a) - beginOf(b));
}

function beginOf(event: TimelineEvent): number {
  return event.kind === 'visit' ? event.visit.startedAt : event.record.call.startedAt;
}
