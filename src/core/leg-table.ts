// The channels alive on one box, and which of them hear each other.
import type { Channel, LiveChannel } from './call-event.ts';
import { Leg, otherHalf } from './leg.ts';

/** Most legs kept. Only a box whose hangups never reach us (an AMI event filter) comes near it. */
const MOST_LEGS = 10_000;
/** How many hung-up legs are remembered, so that a late or repeated event of one does not bring it back. */
const MOST_GONE = 10_000;

export class LegTable {
  readonly #legs = new Map<string, Leg>();
  readonly #gone = new Set<string>();

  get size(): number {
    return this.#legs.size;
  }

  [Symbol.iterator](): Iterator<Leg> {
    return this.#legs.values();
  }

  get(uniqueid: string): Leg | undefined {
    return this.#legs.get(uniqueid);
  }

  /** The leg an event is about, made when we have missed its creation; null once it has hung up. */
  see(channel: Channel): Leg | null {
    if (this.#gone.has(channel.uniqueid)) return null;
    const known = this.#legs.get(channel.uniqueid);
    if (known) {
      known.show(channel);
      return known;
    }
    const leg = new Leg(channel);
    this.#legs.set(channel.uniqueid, leg);
    this.#dropOldestBeyondLimit();
    return leg;
  }

  hungUp(uniqueid: string): void {
    this.#legs.delete(uniqueid);
    this.#gone.add(uniqueid);
    if (this.#gone.size <= MOST_GONE) return;
    for (const oldest of this.#gone) {
      this.#gone.delete(oldest);
      return;
    }
  }

  /** Makes the table what the box says is alive. A snapshot is newer than every event before it. */
  replace(channels: readonly LiveChannel[]): void {
    const alive = new Set(channels.map((channel) => channel.uniqueid));
    for (const uniqueid of [...this.#legs.keys()]) if (!alive.has(uniqueid)) this.hungUp(uniqueid);
    for (const channel of channels) {
      this.#gone.delete(channel.uniqueid);
      const leg = this.see(channel);
      if (leg) leg.bridge = channel.bridge;
    }
  }

  inBridge(bridge: string): Leg[] {
    return [...this.#legs.values()].filter((leg) => leg.bridge === bridge);
  }

  /** The other half of a Local channel. */
  twin(leg: Leg): Leg | null {
    const name = otherHalf(leg.channel.name);
    if (name === null) return null;
    for (const other of this.#legs.values()) if (other.channel.name === name) return other;
    return null;
  }

  /** Everybody who hears `leg`: its bridge, and the bridges at the far ends of the Local channels in it. */
  heardBy(leg: Leg): Leg[] {
    if (leg.bridge === null) return [];
    const bridges = new Set([leg.bridge]);
    const heard: Leg[] = [];
    for (const bridge of bridges) {
      for (const other of this.inBridge(bridge)) {
        if (other !== leg) heard.push(other);
        const far = this.twin(other)?.bridge;
        if (far) bridges.add(far);
      }
    }
    return heard;
  }

  #dropOldestBeyondLimit(): void {
    if (this.#legs.size <= MOST_LEGS) return;
    for (const oldest of this.#legs.keys()) {
      this.#legs.delete(oldest);
      return;
    }
  }
}
