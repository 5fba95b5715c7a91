// The visitor's ids in Google Analytics and Yandex Metrica, where those counters are on the page.
import type { LeaseRequest } from '../src/wire/lease.ts';

type VisitorIds = Record<'user' | 'ga' | 'ga_session' | 'ym', string | undefined>;

/** @param user by which the site knows the visitor, if it said so */
export function readVisitorIds(user?: string): LeaseRequest['ids'] {
  const cookie = (pattern: RegExp) => pattern.exec(document.cookie)?.[1];
  try {
    const ids: VisitorIds = {
      user,
      // GA1.2.1234567890.1700000000: the last two are the client id.
      ga: cookie(/\b_ga=\S+\.(\d+\.\d+)/),
      // GS1.1.1700000000.5.0 or GS2.1.s1700000000$o5$g0
      ga_session: cookie(/\b_ga_\w+=GS...\.s?(\d+)/),
      ym: cookie(/\b_ym_uid=(\d+)/),
    };
    return ids as LeaseRequest['ids'];
  } catch {
    // Cookies are forbidden here.
  }
}
