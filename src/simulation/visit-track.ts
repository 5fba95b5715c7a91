// The tabs of one visit on their way through the site, as the reports they send: snippet/presence.ts on a drawn visitor.
import type { Millis } from '../core/millis.ts';
import type { Scenario } from './scenario.ts';
import type { Sign, SignAt } from './sign.ts';

/** From leaving a page by a link to the next one. */
const LOADING: Millis = 1_000;

/** A page for as long as it is in sight without a break; offsets from when that begins. */
export interface Look {
  readonly stay: Millis;
  /** Infinite when the visitor never touches the page. */
  readonly touchedAfter: Millis;
  /** Between the two the visitor scrolls, clicks or types. */
  readonly engagedUntil: Millis;
}

interface Tab {
  inSight: boolean;
  /** Of the page it has open. */
  touched: boolean;
  settled: boolean;
  /** Something was done since the last report that could say so. */
  unsaid: boolean;
}

/** Begins with the first page, just opened. */
export class VisitTrack {
  readonly signs: SignAt[] = [];
  readonly #heartbeat: Millis;
  readonly #settledAfter: Millis;
  readonly #tabs: Tab[] = [];
  #now: Millis;
  /** The tab in sight, or that was last. */
  #tab = 0;
  #tabBefore = 0;

  constructor({ heartbeat, settledAfter }: Scenario, startedAt: Millis) {
    this.#heartbeat = heartbeat;
    this.#settledAfter = settledAfter;
    this.#now = startedAt;
    this.openTab();
  }

  get now(): Millis {
    return this.#now;
  }

  get tab(): number {
    return this.#tab;
  }

  get tabs(): number {
    return this.#tabs.length;
  }

  /** A page in a tab beside. */
  openTab(): void {
    this.hide();
    this.#tabBefore = this.#tab;
    this.#tab = this.#tabs.push({ inSight: true, touched: false, settled: false, unsaid: false }) - 1;
    this.#say('view');
  }

  /** Back to the tab that was in sight before this one. */
  switchTab(): void {
    this.hide();
    [this.#tab, this.#tabBefore] = [this.#tabBefore, this.#tab];
    this.#reappear();
  }

  /** The next page in the same tab. */
  follow(): void {
    this.#say('left');
    this.#now += LOADING;
    this.#tabs[this.#tab] = { inSight: true, touched: false, settled: false, unsaid: false };
    this.#say('view');
  }

  look({ stay, touchedAfter, engagedUntil }: Look): void {
    const tab = this.#current;
    const from = this.#now;
    let touched = !tab.touched && touchedAfter < stay ? touchedAfter : Number.POSITIVE_INFINITY;
    let settled = !tab.settled && this.#settledAfter < stay ? this.#settledAfter : Number.POSITIVE_INFINITY;
    let beat = this.#heartbeat;
    for (let next = Math.min(touched, settled, beat); next <= stay; next = Math.min(touched, settled, beat)) {
      this.#now = from + next;
      if (next === touched) {
        tab.touched = true;
        touched = Number.POSITIVE_INFINITY;
        this.#say('touched');
      } else if (next === settled) {
        tab.settled = true;
        settled = Number.POSITIVE_INFINITY;
        this.#say('settled');
      } else {
        const engaged = tab.unsaid || (touchedAfter <= beat && engagedUntil > beat - this.#heartbeat);
        tab.unsaid = false;
        this.#say(engaged ? 'engaged' : 'visible');
        beat += this.#heartbeat;
      }
    }
    const lastBeat = beat - this.#heartbeat;
    tab.unsaid ||= touchedAfter < stay && engagedUntil > lastBeat;
    this.#now = from + stay;
  }

  /** Somewhere else for a while, then here again. */
  goAway(length: Millis): void {
    this.hide();
    this.#now += length;
    this.#reappear();
  }

  hide(): void {
    const tab = this.#tabs[this.#tab];
    if (!tab?.inSight) return;
    tab.inSight = false;
    this.#say('hidden');
  }

  /** Among what was said already. */
  tapAt(at: Millis): void {
    const before = this.signs.findLastIndex((sign) => sign.at <= at);
    this.signs.splice(before + 1, 0, { at, sign: 'intent', tab: this.#tab });
  }

  wait(length: Millis): void {
    this.#now += length;
  }

  /** Each tab stays open in the background, or is closed. */
  end(stays: () => boolean): void {
    for (let tab = 0; tab < this.#tabs.length; tab++) {
      if (tab !== this.#tab && !stays()) this.signs.push({ at: this.#now, sign: 'left', tab });
    }
    if (stays()) this.hide();
    else this.#say('left');
  }

  get #current(): Tab {
    return this.#tabs[this.#tab] as Tab;
  }

  #reappear(): void {
    this.#current.inSight = true;
    this.#say('visible');
  }

  #say(sign: Sign): void {
    this.signs.push({ at: this.#now, sign, tab: this.#tab });
  }
}
