// Visits of a year, in the order they began, with their leases.
import type { E164 } from '../../src/core/e164.ts';
import type { Lease } from '../../src/core/lease.ts';
import type { Session } from '../../src/core/session.ts';
import { isDirect, type Touchpoint } from '../../src/core/touchpoint.ts';
import type { Dice } from './dice.ts';
import { aTouch, CHANNELS, HOURS, PAGES, POOLS, REGIONS, SITES, WEEKDAYS } from './shop-world.ts';

export interface SeededVisit {
  readonly session: Session;
  /** Null for a visit that was turned away. */
  readonly lease: Lease | null;
  readonly pages: readonly { readonly at: number; readonly url: string }[];
  readonly firstTouch: Touchpoint;
  readonly lastNonDirectTouch: Touchpoint | null;
}

interface Visitor {
  readonly id: string;
  readonly site: (typeof SITES)[number];
  readonly region: (typeof REGIONS)[number];
  readonly firstTouch: Touchpoint;
  lastNonDirectTouch: Touchpoint | null;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** Visitors who may come again. */
const REMEMBERED = 30_000;
const RETURNING = 0.3;
const TURNED_AWAY = 0.03;
const [DIRECT] = CHANNELS.filter(({ source }) => source === '(direct)');

export function* seededVisits(
  dice: Dice,
  { visits, pagesAVisit, from, days }: { visits: number; pagesAVisit: number; from: number; days: number },
): Generator<SeededVisit> {
  const visitors: Visitor[] = [];
  const weights = Array.from({ length: days }, (_, day) => WEEKDAYS[(from / DAY + day + 4) % 7] ?? 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let due = 0;
  let made = 0;
  for (const [day, weight] of weights.entries()) {
    due += (visits * weight) / total;
    const times = Array.from({ length: Math.round(due) - made }, () => from + day * DAY + timeOfDay(dice));
    made += times.length;
    for (const at of times.sort((a, b) => a - b)) yield aVisit(dice, visitors, at, pagesAVisit);
  }
}

function timeOfDay(dice: Dice): number {
  const { hour } = dice.weighted(HOUR_WEIGHTS);
  return hour * HOUR + dice.below(HOUR);
}
const HOUR_WEIGHTS = HOURS.map((weight, hour) => ({ hour, weight }));

function aVisit(dice: Dice, visitors: Visitor[], at: number, pagesAVisit: number): SeededVisit {
  const known = dice.chance(RETURNING) ? visitors[dice.below(visitors.length)] : undefined;
  const channel = known && dice.chance(0.5) && DIRECT ? DIRECT : dice.weighted(CHANNELS);
  const site = known?.site ?? dice.weighted(SITES);
  const touchpoint = aTouch(dice, channel, site.origin, dice.pickEarly(PAGES));
  const visitor = known ?? {
    id: dice.id(),
    site,
    region: dice.weighted(REGIONS),
    firstTouch: touchpoint,
    lastNonDirectTouch: null,
  };
  if (!isDirect(touchpoint)) visitor.lastNonDirectTouch = touchpoint;
  if (!known) visitors[visitors.length < REMEMBERED ? visitors.length : dice.below(REMEMBERED)] = visitor;
  const pages = [{ at, url: touchpoint.landingPage ?? site.origin }];
  const views = 1 + Math.floor(dice.around(pagesAVisit - 0.5));
  while (pages.length < views) {
    const before = pages.at(-1)?.at ?? at;
    pages.push({
      at: before + 5_000 + Math.floor(dice.around(40_000)),
      url: site.origin + dice.pickEarly(PAGES),
    });
  }
  const last = pages.at(-1) ?? { at, url: site.origin };
  const session: Session = {
    id: dice.id(),
    visitor: visitor.id,
    site: site.id,
    startedAt: at,
    lastSeenAt: last.at,
    touchpoint,
    page: { url: last.url, title: 'Windows and balconies' },
    pageViews: views,
    place: { country: 'RU', region: visitor.region.id, city: null },
    ids: { ym: String(1_700_000_000_000_000 + dice.below(2 ** 31)) },
    visitCode: String(10_000 + dice.below(90_000)),
  };
  const lease = dice.chance(TURNED_AWAY) ? null : aLease(dice, session, poolOf(visitor.region), views);
  const { firstTouch, lastNonDirectTouch } = visitor;
  return { session, lease, pages, firstTouch, lastNonDirectTouch };
}

function poolOf({ pool }: (typeof REGIONS)[number]): keyof typeof POOLS {
  return pool === 'petersburg' ? pool : 'moscow';
}

function aLease(dice: Dice, session: Session, pool: keyof typeof POOLS, pageViews: number): Lease {
  const [first, count] = POOLS[pool];
  const endedAt = session.lastSeenAt + 180_000;
  return {
    token: dice.id(),
    pool,
    did: `+${first + dice.below(count)}` as E164,
    site: session.site,
    visitor: session.visitor,
    session: session.id,
    grantedAt: session.startedAt,
    engagement: 'visible',
    lastActivityAt: session.lastSeenAt,
    engagedAt: session.lastSeenAt,
    intentAt: null,
    pageViews,
    expiresAt: endedAt,
    endedAt,
    lingerUntil: endedAt + 300_000,
    coolUntil: endedAt + 1_800_000,
  };
}
