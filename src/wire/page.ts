// A page and other systems' ids, as the visitor's browser sends them.
import { z } from 'zod';

export const PageSchema = z.object({
  url: z.string().optional(),
  title: z.string().nullish(),
  referrer: z.string().nullish(),
});

export const VisitorIdsSchema = z.object({
  ga: z.string().optional(),
  ga_session: z.string().optional(),
  ym: z.string().optional(),
  user: z.string().optional(),
});

/** Longer values are cut, not refused: a long URL must not cost a visitor their number. */
const LONGEST = { url: 2048, title: 300, referrer: 2048, id: 100, user: 200 };

/** The page within bounds. Not a part of the schema: transforms cost a visitor's request twice what the checks do. */
export function boundedPage({ url, title, referrer }: z.output<typeof PageSchema>) {
  return {
    url: url?.slice(0, LONGEST.url) ?? '',
    title: title?.slice(0, LONGEST.title) ?? null,
    referrer: referrer?.slice(0, LONGEST.referrer) || null,
  };
}

/** The ids within bounds; those that are not there stay away. */
export function boundedIds({ ga, ga_session, ym, user }: z.output<typeof VisitorIdsSchema>) {
  const ids: { ga?: string; gaSession?: string; ym?: string; user?: string } = {};
  if (ga !== undefined) ids.ga = ga.slice(0, LONGEST.id);
  if (ga_session !== undefined) ids.gaSession = ga_session.slice(0, LONGEST.id);
  if (ym !== undefined) ids.ym = ym.slice(0, LONGEST.id);
  if (user !== undefined) ids.user = user.slice(0, LONGEST.user);
  return ids;
}
