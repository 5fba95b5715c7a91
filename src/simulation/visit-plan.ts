// One visit, drawn from the scenario before it begins: what its pages report, and whether and when its visitor phones.
import type { Millis } from '../core/millis.ts';
import { drawLength } from './length.ts';
import type { CallerId, Person } from './person.ts';
import type { Random } from './random.ts';
import type { Browsing, CallDelay, Calling, Scenario } from './scenario.ts';
import type { SignAt } from './sign.ts';
import { type Look, VisitTrack } from './visit-track.ts';

export interface PlannedCall extends CallerId {
  readonly at: Millis;
  readonly length: Millis;
  /** How long after its beginning the visit code is read out; null when it is not. */
  readonly codeAfter: Millis | null;
}

export interface VisitPlan {
  readonly kind: 'bot' | 'bounce' | 'reader';
  /** In order of time; the first is a `view`. */
  readonly signs: readonly SignAt[];
  readonly tabs: number;
  /** The last moment the visitor did anything on the page: call delays count from it. */
  readonly lastEngagedAt: Millis;
  /** The call, then the same caller's further ones. */
  readonly calls: readonly PlannedCall[];
  /** The tab whose number they dial: the last in sight. */
  readonly callsFrom: number;
  /** When the visitor begins their next visit. */
  readonly returnsAt: Millis | null;
}

/** A tap on the number comes so long before the call rings. */
const TAP_TO_RING: Millis = 4_000;
/** A visitor is back for a new visit only after the session break of core/session-book.ts. */
const SHORTEST_RETURN: Millis = 30 * 60_000 + 1;
/** Of those who see a page beside while several tabs are open, so many go back to one. */
const GOES_BACK = 0.5;

/** `returning`: a visitor who was here before, so no bot and no bounce. */
export function planVisit(
  scenario: Scenario,
  random: Random,
  startedAt: Millis,
  person: Person,
  returning = false,
): VisitPlan {
  const { bots, bounces, readers, calls, returns } = scenario;
  const kind = returning ? 'reader' : drawKind(scenario, random);
  const browsing = { bot: bots, bounce: bounces, reader: readers }[kind];
  const track = new VisitTrack(scenario, startedAt);

  let engaged = false;
  const drawLook = (): Look => {
    const look = drawLookAt(browsing, random);
    engaged ||= look.touchedAfter < look.stay;
    return look;
  };
  for (let left = random.geometric(browsing.pages); left > 1; left--) {
    track.look(drawLook());
    if (random.chance(browsing.hides)) {
      track.goAway(drawLength(browsing.hidden, random));
      track.look(drawLook());
    }
    if (!random.chance(browsing.tabs)) track.follow();
    else if (track.tabs > 1 && random.chance(GOES_BACK)) track.switchTab();
    else track.openTab();
  }
  const last = drawLook();
  const mobile = random.chance(scenario.mobile);
  const call = drawCall(calls, random, callProbability(calls, kind, engaged));
  const lastEngagedAt = track.now + last.engagedUntil;
  if (call?.delay.pageOpen) lookUntilCall(track, last, call, mobile, mobile && random.chance(calls.intent));
  else track.look(last);
  track.end(() => random.chance(browsing.keepsTab));

  const returnsAfter =
    kind === 'reader' && random.chance(returns.share)
      ? Math.max(SHORTEST_RETURN, drawLength(returns.after, random))
      : null;
  return {
    kind,
    signs: track.signs,
    tabs: track.tabs,
    lastEngagedAt,
    calls: call ? drawCalls(scenario, random, person, lastEngagedAt + call.after, call.length) : [],
    callsFrom: track.tab,
    returnsAt: returnsAfter === null ? null : track.now + returnsAfter,
  };
}

function drawKind({ bots, bounces }: Scenario, random: Random): VisitPlan['kind'] {
  if (random.chance(bots.share)) return 'bot';
  return random.chance(bounces.share) ? 'bounce' : 'reader';
}

function drawLookAt(browsing: Browsing, random: Random): Look {
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

function drawCall(calls: Calling, random: Random, probability: number): DrawnCall | null {
  if (!random.chance(probability)) return null;
  const delay = drawDelay(calls.delays, random);
  const after = drawLength(delay, random) * calls.delayFactor;
  return { delay, after, length: drawLength(calls.length, random) };
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

/** The page stays in sight until the call: on a phone the call then covers it, on a desk it stays to the call's end. */
function lookUntilCall(
  track: VisitTrack,
  page: Look,
  { after, length }: DrawnCall,
  mobile: boolean,
  tapped: boolean,
): void {
  const openedAt = track.now;
  const callAfter = page.engagedUntil + after;
  track.look({ ...page, stay: mobile ? callAfter : callAfter + length });
  if (tapped) track.tapAt(openedAt + Math.max(0, callAfter - TAP_TO_RING));
  if (!mobile) return;
  track.hide();
  track.wait(length);
}

function drawCalls(
  scenario: Scenario,
  random: Random,
  person: Person,
  firstAt: Millis,
  firstLength: Millis,
): PlannedCall[] {
  const { again, code, length } = scenario.calls;
  const calls: PlannedCall[] = [];
  for (let at = firstAt, talk = firstLength; ; talk = drawLength(length, random)) {
    const codeAfter = random.chance(code.share) ? drawLength(code.after, random) : null;
    const told = codeAfter !== null && codeAfter < talk ? codeAfter : null;
    calls.push({ at, length: talk, codeAfter: told, ...person.drawCallerId(scenario, random) });
    if (!random.chance(again.share)) return calls;
    at += talk + drawLength(again.after, random);
  }
}
