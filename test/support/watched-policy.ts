// A policy under watch: notes each time a number is shown to somebody while it must still be another's.
import type { Millis } from '../../src/core/millis.ts';
import type { Answer, IncomingCall, Page, Policy } from '../../src/simulation/policy.ts';
import type { Sign } from '../../src/simulation/sign.ts';

/** The least a sign promises its visitor; null where the sign promises nothing. */
export interface Promised {
  /** The lease surely lives so long. */
  readonly lease: Millis;
  /** Nobody else gets the number for so long. */
  readonly own: Millis;
}

export class WatchedPolicy implements Policy {
  readonly breaches: string[] = [];
  calls = 0;
  callsEnded = 0;
  readonly #policy: Policy;
  readonly #promise: (sign: Sign) => Promised | null;
  /** By DID. */
  readonly #owners = new Map<number, { visitor: number; leaseUntil: Millis; ownUntil: Millis }>();

  constructor(policy: Policy, promise: (sign: Sign) => Promised | null) {
    this.#policy = policy;
    this.#promise = promise;
  }

  sign(page: Page, sign: Sign, now: Millis): void {
    const before = page.shown;
    this.#policy.sign(page, sign, now);
    const { shown, visitor } = page;
    const promised = this.#promise(sign);
    if (shown < 0) return;
    const owner = this.#owners.get(shown);
    const going = sign === 'hidden' || sign === 'left' || sign === 'intent';
    const renewed = promised !== null && (!going || now < (owner?.leaseUntil ?? 0));
    const claims = shown !== before || renewed;
    if (!claims || (going && owner?.visitor !== visitor.id)) return;
    if (owner && owner.visitor !== visitor.id && now < owner.ownUntil) {
      this.breaches.push(`number ${shown}: visitor ${visitor.id} got it from ${owner.visitor} at ${now}`);
    }
    const { lease, own } = promised ?? { lease: 0, own: 0 };
    this.#owners.set(shown, { visitor: visitor.id, leaseUntil: now + lease, ownUntil: now + own });
  }

  call(call: IncomingCall, now: Millis): Answer {
    this.calls += 1;
    return this.#policy.call(call, now);
  }

  told(call: IncomingCall, visit: number, now: Millis): void {
    this.#policy.told?.(call, visit, now);
  }

  callEnded(call: IncomingCall, now: Millis): void {
    this.callsEnded += 1;
    this.#policy.callEnded(call, now);
  }
}
