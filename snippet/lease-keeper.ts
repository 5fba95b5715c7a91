// Keeps this visitor's lease: asks for it, shows its numbers, renews it, and asks again when it is gone.
import type { ActivityResponse, LeaseResponse } from '../src/wire/lease.ts';
import type { Consent, SnippetSettings } from '../src/wire/snippet-settings.ts';
import { isLease, type Kept, type Lease, openLeaseStore } from './kept-lease.ts';
import { type LentNumbers, offerPageApi } from './page-api.ts';
import { watchPage } from './page-numbers.ts';
import { watchPresence } from './presence.ts';
import { after, on, tell } from './safely.ts';
import { type Engagement, post, thisPage } from './visitor-calls.ts';
import { readVisitorIds } from './visitor-ids.ts';

/** HTTP status: another may hold the number. */
const GONE = 410;
/** An expired number stays in view for so long at most, while another is asked for (ms). */
const TAKEN_BACK_MS = 5000;
/** A page view is where a single-page application stays for so long (ms). */
const PAGE_VIEW_MS = 500;

export function keepLease(settings: SnippetSettings): void {
  const { api, site, numbers: printed, patience_ms = 800, defer_ms, gpc } = settings;
  let consent: Consent =
    gpc && (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl
      ? 'none'
      : (settings.consent ?? 'full');
  const store = openLeaseStore(site, () => consent === 'full');
  /** How many printed numbers were asked for; more may turn up. */
  let asked = 0;
  let user: string | undefined;
  /** The lease that is reported on: its numbers are in view, or were on the page before. */
  let lease: Lease | undefined;
  let asking = false;
  /** At first where the visit landed: by the time of the question a script may have taken the advertisement out of it. */
  let reportedUrl = location.href;
  let pageView: ReturnType<typeof setTimeout> | undefined;
  const kept = otherLease();
  /** The visitor has not done anything real, nor had the page in sight for long enough to be lent a number. */
  let waiting = !kept && !!defer_ms;
  const begin = (engagement?: Engagement) => {
    waiting = false;
    consider(engagement);
  };
  const wait = () => setTimeout(() => document.hidden || begin(), defer_ms);

  const presence = watchPresence(
    (engagement, leaving) => {
      // The visitor has not left while another tab is open; that one will tell.
      if (!leaving || store.countTab(-1) < 1) void report(engagement, leaving);
    },
    () => begin('engaged'),
    (persisted) => {
      if (persisted) store.countTab(1);
      wait();
      resume();
    },
    (text) => page.holdsLent(text),
  );
  const page = watchPage(settings, consider, presence.listen);
  const tellPage = offerPageApi({
    swap: page.watch,
    format: page.write,
    identify(id: string) {
      user = id;
      if (asked) void ask();
    },
    consent(level: Consent) {
      if (level === consent) return;
      void report('left', true);
      if (level !== 'full') store.forget();
      consent = level;
      lease = undefined;
      asked = 0;
      if (level === 'none') show([]);
      else consider();
    },
  });

  /** What another page or tab was lent, when that is not the lease with this token. */
  function otherLease(token?: string): Lease | undefined {
    const kept = store.read();
    return isLease(kept) && kept.until > Date.now() && kept.token !== token ? kept : undefined;
  }

  /** Keeps something else in place of the lease with this token. */
  function keep(token: string, kept: Kept): void {
    if (store.read().token === token) store.write(kept);
  }

  function show(numbers: LentNumbers['numbers'], visit_code = ''): void {
    page.show(numbers, visit_code);
    tellPage({ numbers, visit_code });
  }

  function consider(engagement?: Engagement): void {
    // A prerendered page is hidden, too (W3C Page Visibility).
    if (asking || waiting || document.hidden || consent === 'none') return;
    // Before the whole page is here: only when no printed number can be missing from the question.
    if (document.readyState === 'loading' && page.found.size < printed.length) return;
    if (page.found.size > asked) void ask(engagement);
  }

  async function ask(engagement: Engagement = 'visible'): Promise<void> {
    const { session, visitor: known } = store.read();
    // Named before the first answer, so that tabs opened together, or a lost answer, cost one number only.
    const visitor = known ?? `${Math.random()}${Date.now()}`;
    if (!known) store.write({ visitor });
    // Those lent on the page before are to be kept.
    for (const { replace } of lease?.numbers ?? []) page.found.add(replace);
    asked = page.found.size;
    const began = Date.now();
    const allowed = consent;
    asking = true;
    try {
      const answer = (await post(api, '', {
        site,
        visitor,
        session,
        page: { ...thisPage(), url: reportedUrl },
        ids: allowed === 'full' ? readVisitorIds(user) : undefined,
        consent: allowed as 'anonymous',
        engagement,
        numbers: [...page.found],
      })) as LeaseResponse;
      const granted = { ...answer, until: Date.now() + answer.expires_in_s * 1000 };
      if (!isLease(granted)) throw granted;
      // What was allowed then may be too much by now; nobody will renew that one.
      if (allowed === consent) {
        const { visitor, session, overflow, numbers } = granted;
        // A shared number is not kept: the next page may get one of its own.
        store.write(overflow || !numbers.length ? { visitor, session } : granted);
        adopt(granted, Date.now() - began > patience_ms);
      }
      asking = false;
      consider();
    } catch (fault) {
      tell(fault);
      asking = false;
      if (!lease) show([]);
    }
  }

  function adopt(next: Lease, isLate?: boolean): void {
    // Numbers lent earlier are no longer ours: those do change, however late.
    const numbers = next.numbers.filter(({ replace }) => !isLate || page.shows(replace));
    // None at all is an answer, too, if it comes in time: what was lent before is taken back.
    if (isLate && !numbers.length) return;
    lease = numbers.length ? next : undefined;
    show(numbers, next.visit_code);
    presence.beatEvery(next.heartbeat_s);
  }

  async function report(engagement: Engagement, leaving?: boolean): Promise<void> {
    const current = lease;
    if (!current) return;
    const moved = reportedUrl !== location.href;
    reportedUrl = location.href;
    try {
      // Asleep or offline for too long, it may be somebody else's by now.
      if (current.until < Date.now()) throw GONE;
      const page = moved ? thisPage() : undefined;
      const answer = await post(api, `/${current.token}/activity`, { engagement, page }, leaving);
      if (answer) renewed(current, answer as ActivityResponse);
    } catch (fault) {
      // Anything else: the next heartbeat tries again.
      if (fault === GONE && lease === current) lost(current, engagement);
    }
  }

  function renewed(current: Lease, { expires_in_s, heartbeat_s }: ActivityResponse): void {
    current.until = Date.now() + expires_in_s * 1000;
    keep(current.token, current);
    if (lease === current) presence.beatEvery(heartbeat_s);
  }

  function lost({ token, visitor, session, overflow }: Lease, engagement: Engagement): void {
    lease = undefined;
    // Nobody else can be lent a shared number: it may stay.
    if (overflow) return;
    keep(token, { visitor, session });
    // No answer in time: it may be somebody else's by now.
    setTimeout(() => lease || show([]), TAKEN_BACK_MS);
    if (page.found.size && !asking) void ask(engagement);
  }

  function resume(): void {
    if (lease) void report('visible');
    else {
      // Asked in vain; once more, now that the browser is online or the page in sight again.
      asked = 0;
      consider();
    }
  }

  function start(): void {
    // What the parser made without telling: declarative shadow roots.
    page.watch();
    consider();
    // No number on this page, but the one they were shown before is still theirs.
    if (!asking) void report('visible');
  }

  const onMove = () => {
    clearTimeout(pageView);
    pageView = setTimeout(() => {
      if (reportedUrl !== location.href && !document.hidden) void report('visible');
    }, PAGE_VIEW_MS);
  };
  for (const name of ['pushState', 'replaceState']) after(history, name, onMove);
  on(window, 'popstate', onMove);
  on(window, 'online', resume);
  on(window, 'storage', () => {
    const other = lease && otherLease(lease.token);
    if (other) adopt(other, true);
  });

  if (kept) adopt(kept);
  else page.watch();
  // Whoever comes without a lease is the first, whatever a browser that was killed has left here.
  store.countTab(1, !kept);
  wait();
  if (consent === 'none') show([]);
  if (document.readyState === 'loading') on(document, 'DOMContentLoaded', start);
  else start();
}
