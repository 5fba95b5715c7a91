// What a recorded visit's page told, rebuilt from its lease: the record keeps the first and last sign, not those between.
import type { Millis } from '../core/millis.ts';
import type { RecordedLease } from '../core/recorded-traffic.ts';
import type { SignAt } from './sign.ts';

/** In sight for so long counts as read, for policies that wait for it (as a scenario's `settled_after`). */
const SETTLED_AFTER: Millis = 10_000;

/** A record does not tell tabs apart. */
export type RecordedSign = Omit<SignAt, 'tab'>;

/**
 * In order of time: a view at `grantedAt`, further views spread evenly, a heartbeat between, intent when it was, what the
 * visitor did last when they did it, and `left` where the lease was released. A page that was in the background for a
 * while in between looks as if it had been in sight.
 */
export function recordedSigns(lease: RecordedLease, grantedAt: Millis, heartbeat: Millis): RecordedSign[] {
  const { lastActivityAt: lastAt, engagement, engagedAt, intentAt, pageViews, endedAt, expiresAt } = lease;
  const signs: RecordedSign[] = [{ at: grantedAt, sign: 'view' }];
  for (let page = 1; page < pageViews; page++) {
    signs.push({ at: grantedAt + Math.round(((lastAt - grantedAt) * page) / pageViews), sign: 'view' });
  }
  if (lastAt - grantedAt >= SETTLED_AFTER) signs.push({ at: grantedAt + SETTLED_AFTER, sign: 'settled' });
  for (let at = grantedAt + heartbeat; at < lastAt; at += heartbeat) {
    signs.push({ at, sign: engagedAt !== null && at <= engagedAt ? 'engaged' : 'visible' });
  }
  if (engagedAt !== null && engagedAt < lastAt) signs.push({ at: engagedAt, sign: 'engaged' });
  if (intentAt !== null) signs.push({ at: intentAt, sign: 'intent' });
  if (lastAt > grantedAt && lastAt !== intentAt) signs.push({ at: lastAt, sign: engagement });
  const released = endedAt !== null && endedAt < expiresAt && engagement !== 'left';
  if (released) signs.push({ at: Math.max(endedAt, lastAt), sign: 'left' });
  // Stable: signs of the same moment stay as written above.
  return signs.sort((one, two) => one.at - two.at);
}
