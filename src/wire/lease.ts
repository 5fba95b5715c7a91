// The three calls a visitor's page makes: lease, activity, release.
import { z } from 'zod';
import { ENGAGEMENTS } from '../core/engagement.ts';
import { PageSchema, VisitorIdsSchema } from './page.ts';

/** Ids are opaque: a server-made token, or whatever short word the page keeps for its visitor. */
const IdSchema = z.string().regex(/^[\w.:-]{1,64}$/, 'must be 1 to 64 letters, digits or . _ : -');

/** `POST /v1/lease` */
export const LeaseRequestSchema = z.object({
  site: z.string().min(1).max(64),
  visitor: IdSchema.nullish(),
  session: IdSchema.nullish(),
  page: PageSchema.optional(),
  ids: VisitorIdsSchema.optional(),
  /** `visible` when absent. */
  engagement: z.enum(ENGAGEMENTS).optional(),
  /** `anonymous`: the visitor asked not to be known; nothing that tells them from others is kept. `full` when absent. */
  consent: z.enum(['full', 'anonymous']).optional(),
  /** The printed numbers this page shows; all of the site's when absent. */
  numbers: z.array(z.string().max(40)).max(50).nullish(),
});
export type LeaseRequest = z.input<typeof LeaseRequestSchema>;

export interface LeasedNumber {
  /** The printed number to be replaced, E.164. */
  replace: string;
  did: string;
  /** `8 (495) 123-00-01` */
  national: string;
  /** `+7 495 123 00 01` */
  international: string;
}

export interface LeaseResponse {
  token: string;
  session: string;
  visitor: string;
  numbers: readonly LeasedNumber[];
  pool: string | null;
  /** ISO 3166-2 of the visitor, null when unknown. */
  region: string | null;
  expires_in_s: number;
  heartbeat_s: number;
  /** The pool was exhausted: the number is shared, and calls to it are known by site only. */
  overflow: boolean;
  visit_code: string;
}

/** `POST /v1/lease/{token}/activity` */
export const ActivityRequestSchema = z.object({
  engagement: z.enum(ENGAGEMENTS),
  page: PageSchema.optional(),
});
export type ActivityRequest = z.input<typeof ActivityRequestSchema>;

export interface ActivityResponse {
  expires_in_s: number;
  heartbeat_s: number;
}
