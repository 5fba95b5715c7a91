// Keeps this visitor's lease: asks for it, shows its numbers, renews it, and asks again when it is gone.
import type { ActivityResponse, LeaseResponse } from '../src/wire/lease.ts';
import type { SnippetSettings } from '../src/wire/snippet-settings.ts';
import { isLease, type Lease, openLeaseStore } from './kept-lease.ts';
import { dialled, watchPage } from './page-numbers.ts';
import { watchPresence } from './presence.ts';
import { on, tell } from './safely.ts';
import { type Engagement, post, thisPage } from './visitor-calls.ts';
import { readVisitorIds } from './visitor-ids.ts';

/** How often a page that waits is seen to be in sight. */
const LOOK_MS = 250;

export function keepLease(settings: SnippetSettings): void {
  const { api, site, numbers: printed, patience_ms = 800, defer_ms = 0 } = settings;
  const store = openLeaseStore(site);
  const asked = new Set<string>();
  /** The lease that is reported on: its numbers are in view, or were on the page before. */
  let lease: Lease | undefined;
  let asking = false;
  /** The visitor has had this page in sight since the question was put. */
  let seen = false;
  /** At first where the visit landed: by the time of the question a script may have taken the advertisement out of it. */
  let reportedUrl = location.href;
  const kept = otherLease();
  /** How long (ms) the page has still to be in sight before a number is asked for; something real ends that at once. */
  let wait = kept ? 0 : defer_ms;
  const looking = setInterval(() => {
    // A prerendered page is hidden, too (W3C Page Visibility).
    if (!document.hidden) wait -= LOOK_MS;
    if (wait > 0) return;
    clearInterval(looking);
    consider();
  }, LOOK_MS);

  const page = watchPage(settings, () => consider());
  const presence = watchPresence((engagement, leaving) => void report(engagement, leaving), onReal);

  /** What another page or tab was lent, when that is not the lease with this token. */
  function otherLease(token?: string): Lease | undefined {
    const kept = store.read();
    return isLease(kept) && kept.until > Date.now() && kept.token !== token ? kept : undefined;
  }

  function onReal(): void {
    if (wait <= 0) return;
    wait = 0;
    consider('engaged');
  }

  function consider(engagement?: Engagement): void {
    if (asking || wait > 0 || (document as { prerendering?: boolean }).prerendering) return;
    // Before the whole page is here: only when no printed number can be missing from the question.
    if (document.readyState === 'loading' && page.found.size < printed.length) return;
    for (const number of page.found) if (!asked.has(number)) return void ask(engagement);
  }

  async function ask(engagement: Engagement = document.hidden ? 'hidden' : 'visible'): Promise<void> {
    const { token, session, visitor: known } = store.read();
    // Named before the first answer, so that tabs opened together, or a lost answer, cost one number only.
    const visitor = known ?? Date.now().toString(36) + Math.random().toString(36).slice(1);
    if (!known) store.write({ visitor });
    for (const number of page.found) asked.add(number);
    for (const { replace } of lease?.numbers ?? []) asked.add(replace);
    const began = performance.now();
    asking = true;
    seen = !document.hidden;
    try {
      const answer = (await post(api, '', {
        site,
        visitor,
        session,
        page: { ...thisPage(), url: reportedUrl },
        ids: readVisitorIds(),
        engagement,
        numbers: [...asked],
      })) as LeaseResponse;
      let granted = { ...answer, until: Date.now() + answer.expires_in_s * 1000 };
      if (!isLease(granted)) throw granted;
      const other = otherLease(token);
      if (other && other.token !== granted.token) {
        // Another tab was answered meanwhile: one visitor sees one number.
        post(api, `/${granted.token}/release`, null).catch(tell);
        granted = other;
      } else {
        const { visitor, session, overflow, numbers } = granted;
        // A shared number is not kept: the next page may get one of its own.
        store.write(overflow || !numbers.length ? { visitor, session } : granted);
      }
      adopt(granted, seen && performance.now() - began > patience_ms);
    } catch (fault) {
      tell(fault);
    }
    asking = false;
    consider();
  }

  function adopt(next: Lease, isLate: boolean): void {
    // Numbers lent earlier are no longer ours: those do change, however late.
    const numbers = next.numbers.filter(({ replace }) => !isLate || page.shows(replace));
    // None at all is an answer, too: what was lent before is taken back.
    if (next.numbers.length && !numbers.length) return;
    page.show(numbers, next.visit_code);
    lease = numbers.length ? next : undefined;
    presence.beatEvery(next.heartbeat_s);
  }

  async function report(engagement: Engagement, leaving?: boolean): Promise<void> {
    const current = lease;
    if (!current) return;
    const moved = reportedUrl !== location.href;
    reportedUrl = location.href;
    try {
      const request = moved ? { engagement, page: thisPage() } : { engagement };
      const answer = await post(api, `/${current.token}/activity`, request, leaving);
      if (answer) renewed(current, answer as ActivityResponse);
    } catch (fault) {
      // Anything else than "gone": the next heartbeat tries again.
      if (fault === 410 && lease === current) lost(current, engagement);
    }
  }

  function renewed(current: Lease, { expires_in_s, heartbeat_s }: ActivityResponse): void {
    current.until = Date.now() + expires_in_s * 1000;
    if (store.read().token === current.token) store.write(current);
    if (lease === current) presence.beatEvery(heartbeat_s);
  }

  function lost({ token, visitor, session, overflow }: Lease, engagement: Engagement): void {
    lease = undefined;
    // Nobody else can be lent a shared number: it may stay.
    if (overflow) return;
    const other = otherLease(token);
    if (other) adopt(other, true);
    else {
      store.write({ visitor, session });
      if (page.found.size && !asking) void ask(engagement);
    }
  }

  const onClick = ({ target }: Event) => {
    const link = (target as Element).closest?.('[href]')?.getAttribute('href');
    if (page.holdsLent(dialled(link) ?? '')) void report('intent');
  };
  const onCopy = () => {
    if (page.holdsLent(`${getSelection()}`)) void report('intent');
  };
  const onStorage = ({ key }: StorageEvent) => {
    const other = lease && key === store.key && otherLease(lease.token);
    // Two tabs that became two visitors in the same instant keep their numbers: both are lent to this browser.
    if (other && other.visitor === lease?.visitor) adopt(other, true);
  };
  on(window, 'click', onClick);
  on(window, 'copy', onCopy);
  on(window, 'storage', onStorage);
  on(document, 'prerenderingchange', start);
  on(document, 'visibilitychange', () => {
    seen ||= !document.hidden;
  });

  function start(): void {
    consider();
    // No number on this page, but the one they were shown before is still theirs.
    if (lease && !page.found.size) void report('visible');
  }

  if (kept) adopt(kept, false);
  else page.show([], '');
  if (document.readyState === 'loading') on(document, 'DOMContentLoaded', start);
  else start();
}
