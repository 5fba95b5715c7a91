// What is kept of visitors who asked not to be known: which advertisement, which page; nothing that tells one from another.
import type { Page, Session } from './session.ts';
import type { Touchpoint } from './touchpoint.ts';

/** Begins the ids of such visitors, each made up for one page and seen never again. */
const ANONYMOUS = 'anonymous.';

export function anonymousVisitor(fresh: string): string {
  return ANONYMOUS + fresh;
}

export function isAnonymous({ visitor }: Pick<Session, 'visitor'>): boolean {
  return visitor.startsWith(ANONYMOUS);
}

/** The channel stays; click ids, which an advertiser can trace to a person, and full addresses go. */
export function anonymousTouchpoint(touchpoint: Touchpoint): Touchpoint {
  const { landingPage } = touchpoint;
  return {
    ...touchpoint,
    clickIds: {},
    referrer: null,
    landingPage: landingPage === null ? null : withoutQuery(landingPage),
  };
}

/** Queries and fragments carry ids and names; so do titles. */
export function anonymousPage({ url }: Page): Page {
  return { url: withoutQuery(url), title: null };
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}
