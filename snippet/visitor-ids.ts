// The visitor's ids in Google Analytics and Yandex Metrica, where those counters are on the page.
import type { LeaseRequest } from '../src/wire/lease.ts';

type VisitorIds = NonNullable<LeaseRequest['ids']> & { ga_session?: string };

/** @param user by which the site knows the visitor, if it said so */
export function readVisitorIds(user?: string): VisitorIds {
  const ids: VisitorIds = {};
  if (user) ids.user = user;
  try {
    const cookie = (pattern: RegExp) => pattern.exec(`; ${document.cookie}`)?.[1];
    // GA1.2.1234567890.1700000000: the last two are the client id.
    const ga = cookie(/; _ga=[^;]*?\.(\d+\.\d+)(?:;|$)/);
    if (ga) ids.ga = ga;
    // _ga_CONTAINER=GS1.1.1700000000.5.0 or GS2.1.s1700000000$o5$g0
    const session = cookie(/; _ga_\w+=GS\d\.\d\.s?(\d+)/);
    if (session) ids.ga_session = session;
    const ym = cookie(/; _ym_uid=(\d+)/) ?? localStorage.getItem('_ym_uid')?.replace(/\D/g, '');
    if (ym) ids.ym = ym;
  } catch {
    // Cookies or storage are forbidden here.
  }
  return ids;
}
