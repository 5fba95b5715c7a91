// The visitor's ids in Google Analytics and Yandex Metrica, where those counters are on the page.
import type { LeaseRequest } from '../src/wire/lease.ts';

export function readVisitorIds(): NonNullable<LeaseRequest['ids']> {
  const ids: NonNullable<LeaseRequest['ids']> = {};
  try {
    // GA1.2.1234567890.1700000000: the last two are the client id.
    const ga = /(?:^|; )_ga=[^;]*?\.(\d+\.\d+)(?:;|$)/.exec(document.cookie)?.[1];
    if (ga) ids.ga = ga;
    const ym =
      /(?:^|; )_ym_uid=(\d+)/.exec(document.cookie)?.[1] ??
      localStorage.getItem('_ym_uid')?.replace(/\D/g, '');
    if (ym) ids.ym = ym;
  } catch {
    // Cookies or storage are forbidden here.
  }
  return ids;
}
