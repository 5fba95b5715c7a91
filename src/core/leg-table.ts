// The channels alive on one box, and which of them hear each other.
import type { Channel, LiveChannel } from './call-event.ts';
import { Leg, otherHalf } from './leg.ts';

/** Most legs kept. Only a box whose hangups never reach us (an AMI event filter) comes near it. */
const MOST_LEGS = 10_000;
/** How many hung-up legs are remembered, so that a late or repeated event of one does not bring it back. */
const MOST_GONE = 10_000;

export class LegTable {
  readonly #legs = new Map<string, Leg>();
  readonly #byName = new Map<string, Leg>();
  readonly #byBridge = new Map<string, Set<Leg>>();
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
    if (known) this.#forgetName(known);
    const leg = known ?? new Leg(channel);
    leg.show(channel);
    this.#byName.set(channel.name, leg);
    if (!known) this.#add(leg);
    return leg;
  }

  hungUp(uniqueid: string): void {
    this.#drop(uniqueid);
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
      if (leg) this.join(leg, channel.bridge);
    }
  }

  /** Moves a leg into a bridge, null for none. */
  join(leg: Leg, bridge: string | null): void {
    const members = leg.bridge === null ? undefined : this.#byBridge.get(leg.bridge);
    members?.delete(leg);
    if (members?.size === 0 && leg.bridge !== null) this.#byBridge.delete(leg.bridge);
    leg.bridge = bridge;
    if (bridge === null) return;
    const joined = this.#byBridge.get(bridge) ?? new Set();
    this.#byBridge.set(bridge, joined.add(leg));
  }

  inBridge(bridge: string): readonly Leg[] {
    return [...(this.#byBridge.get(bridge) ?? [])];
  }

  /** The other half of a Local channel. */
  twin(leg: Leg): Leg | null {
    const name = otherHalf(leg.channel.name);
    return name === null ? null : (this.#byName.get(name) ?? null);
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

  #add(leg: Leg): void {
    this.#legs.set(leg.uniqueid, leg);
    if (this.#legs.size <= MOST_LEGS) return;
    for (const oldest of this.#legs.keys()) {
      this.#drop(oldest);
      return;
    }
  }

  #drop(uniqueid: string): void {
    const leg = this.#legs.get(uniqueid);
    if (!leg) return;
    this.join(leg, null);
    this.#forgetName(leg);
    this.#legs.delete(uniqueid);
  }

  /** A name passes from one channel to another in a masquerade. */
  #forgetName(leg: Leg): void {
    const { name } = leg.channel;
    if (this.#byName.get(name) === leg) this.#byName.delete(name);
  }
}
