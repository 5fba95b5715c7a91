// Numbers shared by hash: no lease at all, so several visitors may see one number at once.
import type { Millis } from '../core/millis.ts';
import type { Answering } from './fixed-lease-policy.ts';
import type { Answer, IncomingCall, Page, Policy } from './policy.ts';

/** The strict answer names only visits that gave a sign this recently: a visit by the usual session break. */
const VISIT_LASTS: Millis = 30 * 60_000;
const NOBODY = -1;

/** A visitor always sees the number their id hashes to; whoever gave the last sign on it answers. */
export class HashPolicy implements Policy {
  readonly #answering: Answering;
  readonly #lastVisit: number[];
  readonly #lastSignAt: Millis[];

  constructor(answering: Answering, poolSize: number) {
    this.#answering = answering;
    this.#lastVisit = new Array(poolSize).fill(NOBODY);
    this.#lastSignAt = new Array(poolSize).fill(Number.NEGATIVE_INFINITY);
  }

  sign(page: Page, _: unknown, now: Millis): void {
    page.shown = hash(page.visitor.id) % this.#lastVisit.length;
    this.#lastVisit[page.shown] = page.visit;
    this.#lastSignAt[page.shown] = now;
  }

  call({ did }: IncomingCall, now: Millis): Answer {
    const visit = this.#lastVisit[did] as number;
    const recent = now - (this.#lastSignAt[did] as Millis) < VISIT_LASTS;
    return {
      visit: visit !== NOBODY && (recent || this.#answering === 'late') ? visit : null,
      confidence: null,
    };
  }

  callEnded(): void {}
}

/** The finaliser of MurmurHash3 (Austin Appleby, public domain). */
function hash(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
