// Keeps this visitor's lease: asks for it, shows its numbers, renews it, and asks again when it is gone.
import type { ActivityResponse, LeasedNumber, LeaseResponse } from '../src/wire/lease.ts';
import type { SnippetSettings } from '../src/wire/snippet-settings.ts';
import { isLease, type Kept, type Lease, openLeaseStore } from './kept-lease.ts';
import { offerPageApi } from './page-api.ts';
import { watchPage } from './page-numbers.ts';
import { watchPresence } from './presence.ts';
import { on, tell } from './safely.ts';
import { type Engagement, post, thisPage } from './visitor-calls.ts';
import { readVisitorIds } from './visitor-ids.ts';

type Consent = NonNullable<SnippetSettings['consent']>;

/** HTTP status: another may hold the number. */
const GONE = 410;
/** An expired number stays in view for so long at most, while another is asked for (ms). */
const TAKEN_BACK_MS = 5000;
/** A single-page application that changes its address, and then the page, has shown another page after so long (ms). */
const PAGE_VIEW_MS = 500;
/** A visit ends after so long without a page (ms): the session break of Google Analytics. */
const SESSION_BREAK_MS = 1_800_000;

export function keepLease(settings: SnippetSettings): void {
  const { site, numbers: printed, names = {}, patience_ms = 800, defer_ms, gpc } = settings;
  let consent: Consent =
    gpc && (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl
      ? 'none'
      : (settings.consent ?? 'full');
  const url = `${settings.api}/v1/lease`;
  const store = openLeaseStore(site, () => consent === 'full');
  /** The lease that is reported on: its numbers are in view, or were on the page before. */
  let lease: Lease | undefined;
  /** What the page's scripts are told: no numbers, the page shows its own. */
  let shown: { numbers: readonly LeasedNumber[]; visit_code: string | undefined } | undefined;
  /** How many printed numbers were asked for; more may turn up. */
  let asked = 0;
  let asking = false;
  /** Where the visit came in, until the server knows. */
  let landing: Kept['landing'];
  let user: string | undefined;
  /** Where a single-page application was last. */
  let address = location.href;
  /** The visitor has not done anything real, nor had the page in sight for long enough to be lent a number. */
  let waiting = !!defer_ms;
  const begin = (engagement?: Engagement) => {
    waiting = false;
    consider(engagement);
  };
  const page = watchPage(settings, consider);
  const beat = watchPresence(
    (engagement) => {
      // The visitor has not left while another tab is open; that one will tell.
      if (engagement !== 'left' || countTab(-1) < 1) void report(engagement);
    },
    () => begin('engaged'),
    (persisted) => {
      if (persisted) countTab(1);
      resume();
    },
    page.holdsLent,
  );

  /** What another page or tab was lent, when that is not the lease with this token. */
  function otherLease(token?: string): Lease | undefined {
    const kept = store.read();
    return isLease(kept) && kept.until > Date.now() && kept.token !== token ? kept : undefined;
  }

  function countTab(change: number): number {
    const tabs = (store.read().tabs as number) + change;
    store.write({ tabs });
    return tabs;
  }

  /** Takes up what is kept of the visitor, as far as they allow. */
  function enter(): void {
    const kept = otherLease();
    const before = store.read();
    const now = Date.now();
    const goesOn = now - (before.seen as number) < SESSION_BREAK_MS;
    const { referrer } = document;
    // A script may have taken the advertisement out of the address, and the page the visit began with may have had no number.
    landing = referrer.startsWith(`${location.origin}/`)
      ? goesOn && before.landing
      : { url: performance.getEntriesByType('navigation')[0]?.name ?? location.href, referrer };
    // Named before the first answer, so that tabs opened together, or a lost answer, cost one number only.
    // A browser that was killed counts its tabs no more.
    const tabs = goesOn ? (before.tabs as number) + 1 : 1;
    store.write({ visitor: `${Math.random()}${now}`, ...before, seen: now, landing, tabs });
    if (kept) adopt(kept);
    else if (consent === 'none') show([]);
    else page.watch();
  }

  function emit(name: string): void {
    document.dispatchEvent(new CustomEvent(`leaseline:${name}`, { detail: shown }));
  }

  function show(numbers: readonly LeasedNumber[], visit_code?: string): void {
    shown = { numbers, visit_code };
    page.show(numbers, visit_code);
    emit('number');
  }

  function consider(engagement?: Engagement): void {
    if (address !== location.href) {
      address = location.href;
      setTimeout(resume, PAGE_VIEW_MS);
    }
    // A prerendered page is hidden, too (W3C Page Visibility).
    if (asking || waiting || document.hidden || consent === 'none') return;
    // Before the whole page is here: only when no printed number can be missing from the question.
    if (document.readyState === 'loading' && page.found.size < printed.length) return;
    if (page.found.size > asked) {
      asking = true;
      // In a turn of its own: the page was read in this one, and a browser's first fetch takes as long again.
      setTimeout(ask, 0, engagement);
    }
  }

  async function ask(engagement: Engagement = 'visible'): Promise<void> {
    const { session, visitor } = store.read();
    // Those lent on the page before are to be kept.
    for (const { replace } of lease?.numbers ?? []) page.found.add(replace);
    asked = page.found.size;
    const began = Date.now();
    const allowed = consent;
    try {
      const answer = (await post(url, {
        site,
        visitor,
        session,
        page: { ...thisPage(), ...landing },
        ids: allowed === 'full' ? readVisitorIds(user) : undefined,
        consent: allowed as 'anonymous',
        engagement,
        numbers: [...page.found],
      })) as LeaseResponse;
      const granted = { ...answer, until: untilOf(answer) };
      if (!isLease(granted)) throw granted;
      // What was allowed then may be too much by now.
      if (allowed !== consent) release(granted);
      else {
        landing = false;
        const { overflow, numbers } = granted;
        // A shared number is not kept: the next page may get one of its own.
        store.write({ ...granted, landing, numbers: overflow || !numbers[0] ? undefined : numbers });
        adopt(granted, Date.now() - began > patience_ms);
      }
    } catch (fault) {
      tell(fault);
      if (!lease) show([]);
    }
    asking = false;
    consider();
  }

  function release({ token }: Lease): void {
    navigator.sendBeacon(`${url}/${token}/release`);
  }

  function adopt(next: Lease, isLate?: boolean): void {
    waiting = false;
    // Numbers lent earlier are no longer ours: those do change, however late.
    const numbers = next.numbers.filter(({ replace }) => !isLate || page.lentFor(replace));
    // None at all is an answer, too, if it comes in time: what was lent before is taken back.
    if (isLate && !numbers[0]) return;
    lease = numbers[0] && next;
    show(numbers, next.visit_code);
    beat(next.heartbeat_s);
  }

  async function report(engagement: Engagement): Promise<void> {
    const current = lease;
    if (!current) return;
    if (engagement === 'intent') emit(engagement);
    try {
      // Asleep or offline for too long, it may be somebody else's by now.
      if (current.until < Date.now()) throw GONE;
      const answer = (await post(`${url}/${current.token}/activity`, { engagement, page: thisPage() })) as
        | ActivityResponse
        | undefined;
      if (!answer || lease !== current) return;
      current.until = untilOf(answer);
      store.write({ until: current.until });
      beat(answer.heartbeat_s);
    } catch (fault) {
      // Anything else: the next heartbeat tries again.
      if (fault !== GONE || lease !== current) return;
      lease = undefined;
      // Nobody else can be lent a shared number: it may stay.
      if (current.overflow) return;
      store.write({ numbers: undefined });
      // No answer in time: it may be somebody else's by now.
      setTimeout(() => lease || show([]), TAKEN_BACK_MS);
      asked = 0;
      consider(engagement);
    }
  }

  /** In sight. */
  function resume(): void {
    setTimeout(() => document.hidden || begin(), defer_ms);
    // Asked in vain; once more, now that the browser is online or the page is seen again.
    if (!lease) asked = 0;
    consider();
    // No number on this page, but the one they were shown before is still theirs.
    if (!asking && !document.hidden) void report('visible');
  }

  on(window, 'storage', () => {
    const other = (lease || document.hidden) && otherLease(lease?.token);
    if (!other) return;
    // Two tabs that became two visitors in the same instant become one.
    if (lease && other.visitor !== lease.visitor) release(lease);
    // A page nobody has seen yet is never late.
    adopt(other, !!lease);
  });
  on(window, 'online', resume);

  offerPageApi({
    ready(work: (lent: typeof shown) => void) {
      if (shown) work(shown);
      else document.addEventListener('leaseline:number', () => work(shown), { once: true });
    },
    /** Whoever asks for it shows it: it counts as found. */
    number(name?: string) {
      const wanted = names[name as string] ?? name ?? (printed[0] as string);
      if (printed.includes(wanted)) page.found.add(wanted);
      consider();
      return page.lentFor(wanted);
    },
    visitCode: () => shown?.visit_code,
    swap: page.watch,
    format: page.write,
    identify(id: string) {
      user = id;
      if (asked) void ask();
    },
    consent(level: Consent) {
      if (level === consent) return;
      if (lease) release(lease);
      if (level !== 'full') store.forget();
      consent = level;
      lease = undefined;
      asked = 0;
      enter();
    },
  });
  enter();
  const start = () => {
    if (!asked) resume();
  };
  if (document.readyState === 'loading')
    on(document, 'DOMContentLoaded', () => {
      // What the parser made without telling: declarative shadow roots.
      page.watch();
      start();
    });
  else start();
}

/** When it ends by this browser's clock (ms since 1970). */
function untilOf({ expires_in_s }: ActivityResponse): number {
  return Date.now() + expires_in_s * 1000;
}
