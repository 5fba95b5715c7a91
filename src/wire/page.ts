// A page and other systems' ids, as the visitor's browser sends them.
import { z } from 'zod';

/** Longer values are cut, not refused: a long URL must not cost a visitor their number. */
const cut = (length: number) => z.string().transform((text) => text.slice(0, length));

export const PageSchema = z.object({
  url: cut(2048).default(''),
  title: cut(300)
    .nullish()
    .transform((title) => title ?? null),
  referrer: cut(2048)
    .nullish()
    .transform((referrer) => referrer || null),
});

export const VisitorIdsSchema = z.object({
  ga: cut(100).optional(),
  ym: cut(100).optional(),
  user: cut(200).optional(),
});
