// One visit, drawn from the scenario before it begins: what the page reports, and whether and when its visitor phones.
import type { Engagement } from '../core/engagement.ts';
import type { Millis } from '../core/millis.ts';
import { drawLength } from './length.ts';
import type { Random } from './random.ts';
import type { Browsing, CallDelay, Calling, Scenario } from './scenario.ts';

/**
 * What a page tells: `view` it opened, `touched` its first scroll, click or key, `settled` it was in sight for a while;
 * the others are the snippet's activity reports.
 */
export type Sign = 'view' | 'touched' | 'settled' | Engagement;

export interface SignAt {
  readonly at: Millis;
  readonly sign: Sign;
}

export interface PlannedCall {
  readonly at: Millis;
  readonly length: Millis;
}

export interface VisitPlan {
  readonly kind: 'bot' | 'bounce' | 'reader';
  /** In order of time; the first is a `view`. */
  readonly signs: readonly SignAt[];
  /** The last moment the visitor did anything on the page: call delays count from it. */
  readonly lastEngagedAt: Millis;
  /** The call, then the same caller's further ones. */
  readonly calls: readonly PlannedCall[];
  /** When the visitor begins their next visit. */
  readonly returnsAt: Millis | null;
}

/** A tap on the number comes so long before the call rings. */
const TAP_TO_RING: Millis = 4_000;
/** A visitor is back for a new visit only after the session break of core/session-book.ts. */
const SHORTEST_RETURN: Millis = 30 * 60_000 + 1;

/** One page in sight; offsets from its view. */
interface PageView {
  readonly stay: Millis;
  /** Infinite when the visitor never touches the page. */
  readonly touchedAfter: Millis;
  readonly engagedUntil: Millis;
}

/** `returning`: a visitor who was here before, so no bot and no bounce. */
export function planVisit(
  scenario: Scenario,
  random: Random,
  startedAt: Millis,
  returning = false,
): VisitPlan {
  const { bots, bounces, readers, calls, returns } = scenario;
  const kind = returning ? 'reader' : drawKind(scenario, random);
  const browsing = { bot: bots, bounce: bounces, reader: readers }[kind];
  const track = new PageTrack(scenario, startedAt);

  let engaged = false;
  for (let left = random.geometric(browsing.pages); left > 1; left--) {
    const page = drawPage(browsing, random);
    engaged ||= page.touchedAfter < page.stay;
    track.show(page);
    if (random.chance(browsing.hides)) track.hide(drawLength(browsing.hidden, random));
  }
  const last = drawPage(browsing, random);
  engaged ||= last.touchedAfter < last.stay;

  const mobile = random.chance(scenario.mobile);
  const call = drawCall(calls, random, callProbability(calls, kind, engaged));
  const lastEngagedAt = track.now + last.engagedUntil;
  if (call?.delay.pageOpen) {
    track.showUntilCall(last, call, mobile ? { tapped: random.chance(calls.intent) } : null);
  } else {
    track.show(last);
  }
  if (random.chance(browsing.keepsTab)) track.hide(0);
  else track.leave();

  const returnsAfter =
    kind === 'reader' && random.chance(returns.share)
      ? Math.max(SHORTEST_RETURN, drawLength(returns.after, random))
      : null;
  return {
    kind,
    signs: track.signs,
    lastEngagedAt,
    calls: call ? drawCalls(calls, random, { at: lastEngagedAt + call.after, length: call.length }) : [],
    returnsAt: returnsAfter === null ? null : track.now + returnsAfter,
  };
}

function drawKind({ bots, bounces }: Scenario, random: Random): VisitPlan['kind'] {
  if (random.chance(bots.share)) return 'bot';
  return random.chance(bounces.share) ? 'bounce' : 'reader';
}

function drawPage(browsing: Browsing, random: Random): PageView {
  const stay = drawLength(browsing.stay, random);
  const touchedAfter = random.chance(browsing.engaged)
    ? drawLength(browsing.firstTouch, random)
    : Number.POSITIVE_INFINITY;
  const engagedFor = random.uniform() * (stay - touchedAfter);
  return { stay, touchedAfter, engagedUntil: touchedAfter < stay ? touchedAfter + engagedFor : 0 };
}

function callProbability({ probability }: Calling, kind: VisitPlan['kind'], engaged: boolean): number {
  if (kind === 'bot') return 0;
  if (kind === 'bounce') return probability.bounced;
  return engaged ? probability.engaged : probability.visible;
}

interface DrawnCall {
  readonly delay: CallDelay;
  readonly after: Millis;
  readonly length: Millis;
}

function drawCall({ delays, length }: Calling, random: Random, probability: number): DrawnCall | null {
  if (!random.chance(probability)) return null;
  const delay = drawDelay(delays, random);
  return { delay, after: drawLength(delay, random), length: drawLength(length, random) };
}

/** One of the mixture, by share. */
function drawDelay(delays: readonly CallDelay[], random: Random): CallDelay {
  let rest = random.uniform();
  for (const delay of delays) {
    rest -= delay.share;
    if (rest < 0) return delay;
  }
  return delays.at(-1) as CallDelay;
}

function drawCalls({ again, length }: Calling, random: Random, first: PlannedCall): PlannedCall[] {
  const calls = [first];
  for (let last = first; random.chance(again.share); calls.push(last)) {
    last = {
      at: last.at + last.length + drawLength(again.after, random),
      length: drawLength(length, random),
    };
  }
  return calls;
}

/** The pages of a visit one after the other, as the reports they send. */
class PageTrack {
  readonly signs: SignAt[] = [];
  readonly #scenario: Scenario;
  #now: Millis;

  constructor(scenario: Scenario, startedAt: Millis) {
    this.#scenario = scenario;
    this.#now = startedAt;
  }

  get now(): Millis {
    return this.#now;
  }

  show({ stay, touchedAfter, engagedUntil }: PageView): void {
    const { heartbeat, settledAfter } = this.#scenario;
    const openedAt = this.#now;
    const signs: SignAt[] = [{ at: openedAt, sign: 'view' }];
    if (touchedAfter < stay) signs.push({ at: openedAt + touchedAfter, sign: 'touched' });
    if (settledAfter < stay) signs.push({ at: openedAt + settledAfter, sign: 'settled' });
    for (let beat = heartbeat; beat <= stay; beat += heartbeat) {
      // As the snippet has it: engaged if anything was done since the beat before.
      const engaged = touchedAfter <= beat && engagedUntil > beat - heartbeat;
      signs.push({ at: openedAt + beat, sign: engaged ? 'engaged' : 'visible' });
    }
    this.signs.push(...signs.sort((one, two) => one.at - two.at));
    this.#now = openedAt + stay;
  }

  /** The page stays in sight until the call: on a phone the call then covers it, on a desk it stays to the call's end. */
  showUntilCall(
    page: PageView,
    { after, length }: DrawnCall,
    phone: { readonly tapped: boolean } | null,
  ): void {
    const openedAt = this.#now;
    const callAfter = page.engagedUntil + after;
    this.show({ ...page, stay: phone ? callAfter : callAfter + length });
    if (!phone) return;
    if (phone.tapped) this.#insert({ at: openedAt + Math.max(0, callAfter - TAP_TO_RING), sign: 'intent' });
    this.signs.push({ at: this.#now, sign: 'hidden' });
    this.#now += length;
  }

  /** A `length` of 0: it stays hidden. */
  hide(length: Millis): void {
    this.signs.push({ at: this.#now, sign: 'hidden' });
    if (length === 0) return;
    this.#now += length;
    this.signs.push({ at: this.#now, sign: 'visible' });
  }

  leave(): void {
    this.signs.push({ at: this.#now, sign: 'left' });
  }

  #insert(sign: SignAt): void {
    const before = this.signs.findLastIndex(({ at }) => at <= sign.at);
    this.signs.splice(before + 1, 0, sign);
  }
}
