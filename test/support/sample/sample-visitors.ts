// Who is on that window company's site.
import type { WireCall } from '../../../src/wire/call.ts';
import type { WireVisits } from '../../../src/wire/visitor.ts';
import { PAGES, SHOP, SOURCES, touchOf } from './sample-sources.ts';

const CITIES = ['Москва', 'Химки', 'Подольск', null];

/** Ten visits, of which one is of somebody who has phoned. */
export function sampleVisitors(now: number, history: readonly WireCall[]): WireVisits {
  const at = (seconds: number) => new Date(now - seconds * 1_000).toISOString();
  const phoned = history.find(({ attribution }) => attribution.visitor !== null);
  const visits = Array.from({ length: 10 }, (_, n) => {
    const source = SOURCES[n % SOURCES.length];
    const [path = '/', title = null] = PAGES[n % PAGES.length] ?? [];
    if (!source) throw new Error('the sample has no sources');
    return {
      session: `now-${n}`,
      visitor: `v-now-${n}`,
      site: 'okna',
      touchpoint: touchOf(source, source.campaigns[0] ?? null, source.terms[0] ?? null, path),
      page: { url: `${SHOP}${path}`, title },
      page_views: 1 + (n % 4),
      started_at: at(40 + n * 30),
      last_seen_at: at(n * 3),
      place: { country: 'RU', region: 'RU-MOW', city: CITIES[n % CITIES.length] ?? null },
      called: n === 6 && phoned ? { call: phoned.id, at: phoned.started_at } : null,
    };
  });
  return { visits, count: 23 };
}
