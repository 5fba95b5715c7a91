// Counts a pool's DIDs by what they are doing, and what has become of its visitors.
import { type DidPhase, type DidSlot, isHeld } from './did-slot.ts';
import type { Millis } from './millis.ts';
import type { PoolFigures } from './pool-figures.ts';

export class PoolCensus {
  /** Leases granted, and visitors who got no number, since start. */
  granted = 0;
  overflowed = 0;
  readonly #count: Record<DidPhase, number> = { free: 0, leased: 0, lingering: 0, cooling: 0, disabled: 0 };
  #size = 0;
  /** Slots on which there is or was just a call; looked through only when figures are wanted. */
  readonly #held = new Set<DidSlot>();

  add(slot: DidSlot): void {
    this.#size += 1;
    this.#count[slot.phase] += 1;
  }

  /** The DID left the pool. */
  drop(slot: DidSlot): void {
    this.#size -= 1;
    this.#count[slot.phase] -= 1;
  }

  moved(from: DidPhase, to: DidPhase): void {
    this.#count[from] -= 1;
    this.#count[to] += 1;
  }

  hold(slot: DidSlot): void {
    this.#held.add(slot);
  }

  /** Share of the DIDs that belong to a visitor now: what pressure goes by. */
  get takenShare(): number {
    return (this.#count.leased + this.#count.lingering) / Math.max(1, this.#size);
  }

  figures(now: Millis): Omit<PoolFigures, 'id' | 'regions'> {
    let held = 0;
    let heldIdle = 0;
    for (const slot of this.#held) {
      if (!isHeld(slot, now)) this.#held.delete(slot);
      else {
        held += 1;
        if (slot.phase === 'cooling') heldIdle += 1;
      }
    }
    const busy = this.#count.leased + this.#count.lingering + heldIdle;
    return {
      size: this.#size,
      ...this.#count,
      held,
      utilisation: this.#size === 0 ? 1 : busy / this.#size,
      granted: this.granted,
      overflowed: this.overflowed,
    };
  }
}
