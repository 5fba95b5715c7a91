// A lease of fixed length, renewed by some signs: what most services lend by.
import type { Millis } from '../core/millis.ts';
import { EventQueue } from './event-queue.ts';
import { type Answer, type IncomingCall, OVERFLOW, type Page, type Policy } from './policy.ts';
import type { Sign } from './sign.ts';

export interface FixedLease {
  /** Life after the last sign that renews. */
  readonly life: Millis;
  readonly renewedBy: ReadonlySet<Sign>;
  /** Then nobody but its last holder gets the number for so long, however empty the pool. */
  readonly cooldown: Millis;
}

/** Who answers a call: the visit that holds the number now (`strict`), or else the last that did (`late`). */
export type Answering = 'strict' | 'late';

/** Signs after which the page is there to show another number. */
const IN_SIGHT: ReadonlySet<Sign> = new Set(['view', 'touched', 'settled', 'engaged', 'visible']);
const NOBODY = -1;

/** Gives each page view a number, bots and bounces included; the number free for longest first. */
export class FixedLeasePolicy implements Policy {
  readonly #lease: FixedLease;
  readonly #answering: Answering;
  /** By DID. */
  readonly #visits: number[];
  readonly #visitors: number[];
  readonly #expiresAt: Millis[];
  /** Every DID that nobody asked for yet or somebody holds, by when it was last thought to become free. */
  readonly #free = new EventQueue<number>();

  constructor(lease: FixedLease, answering: Answering, poolSize: number) {
    this.#lease = lease;
    this.#answering = answering;
    this.#visits = new Array(poolSize).fill(NOBODY);
    this.#visitors = new Array(poolSize).fill(NOBODY);
    this.#expiresAt = new Array(poolSize).fill(Number.NEGATIVE_INFINITY);
    for (let did = 0; did < poolSize; did++) this.#free.push(Number.NEGATIVE_INFINITY, did);
  }

  sign(page: Page, sign: Sign, now: Millis): void {
    if (!this.#lease.renewedBy.has(sign)) return;
    const own = page.visitor.did;
    if (this.#isOwn(own, page.visitor.id, now)) this.#lend(page, own, now);
    else if (IN_SIGHT.has(sign)) this.#acquire(page, now);
  }

  call({ did }: IncomingCall, now: Millis): Answer {
    const held = now < (this.#expiresAt[did] as Millis);
    const visit = this.#visits[did] as number;
    return {
      visit: visit !== NOBODY && (held || this.#answering === 'late') ? visit : null,
      confidence: null,
    };
  }

  callEnded(): void {}

  /** Held by the visitor, or cooling after them. */
  #isOwn(did: number, visitor: number, now: Millis): boolean {
    return did >= 0 && this.#visitors[did] === visitor && now < this.#restedAt(did);
  }

  #acquire(page: Page, now: Millis): void {
    for (;;) {
      if (this.#free.nextAt > now) break;
      const did = this.#free.pop() as number;
      const restedAt = this.#restedAt(did);
      if (restedAt <= now) {
        this.#lend(page, did, now);
        this.#free.push(this.#restedAt(did), did);
        return;
      }
      // It was renewed since it was queued.
      this.#free.push(restedAt, did);
    }
    page.shown = OVERFLOW;
  }

  #lend(page: Page, did: number, now: Millis): void {
    this.#visits[did] = page.visit;
    this.#visitors[did] = page.visitor.id;
    this.#expiresAt[did] = now + this.#lease.life;
    page.shown = did;
    page.visitor.did = did;
  }

  #restedAt(did: number): Millis {
    return (this.#expiresAt[did] as Millis) + this.#lease.cooldown;
  }
}
