// What came before and after one call of the sample history.
import type { WireCall } from '../../../src/wire/call.ts';
import type { WireTimeline, WireTimelineVisit } from '../../../src/wire/timeline.ts';
import { PAGES, SHOP, SOURCES, touchOf } from './sample-sources.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export function sampleTimeline(asked: WireCall, history: readonly WireCall[]): WireTimeline {
  const at = Date.parse(asked.started_at);
  const { touchpoint, visitor } = asked.attribution;
  const calls = history
    .filter(({ id, caller }) => id === asked.id || (caller !== null && caller === asked.caller))
    .map((call) => ({
      kind: 'call' as const,
      at: call.started_at,
      call: call.id,
      outcome: call.outcome,
      agents: call.agents,
      talk_s: call.talk_s,
      asked: call.id === asked.id,
    }));
  const [yandex] = SOURCES;
  const visits: WireTimelineVisit[] = [];
  if (touchpoint !== null && visitor !== null) {
    if (yandex)
      visits.push(
        visit(
          visitor,
          at - 3 * DAY_MS - 47 * MINUTE_MS,
          touchOf(yandex, 'osteklenie-balkonov', 'остекление балкона под ключ', '/balkony'),
          [2, 4],
          true,
        ),
      );
    visits.push(visit(visitor, at - 6 * MINUTE_MS, touchpoint, [0, 1, 4, 6], false));
  }
  return { events: [...visits, ...calls].sort((a, b) => (a.at < b.at ? -1 : 1)) };
}

function visit(
  visitor: string,
  at: number,
  touchpoint: WireTimelineVisit['touchpoint'],
  pages: number[],
  otherDevice: boolean,
): WireTimelineVisit {
  return {
    kind: 'visit',
    at: iso(at),
    session: `s-${at}`,
    visitor,
    site: 'okna',
    other_device: otherDevice,
    touchpoint,
    place: { country: 'RU', region: 'RU-MOW', city: 'Москва' },
    until: iso(at + pages.length * 80_000),
    page_views: pages.length,
    pages: pages.map((page, index) => {
      const [path = '/', title = null] = PAGES[page] ?? [];
      return { at: iso(at + index * 74_000), url: `${SHOP}${path}`, title };
    }),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
