// Which leg is somebody calling one of our DIDs, and which DID.
import type { LiveChannel } from './call-event.ts';
import type { DidMatcher } from './did-catalogue.ts';
import type { E164 } from './e164.ts';
import type { Leg } from './leg.ts';

/** A DID as a leg showed it. */
export interface ShownDid {
  readonly did: E164;
  readonly raw: string;
}

/** A call to a DID of ours that we do not follow, for it came in by a context that is not configured as a trunk's. */
export interface IgnoredCall {
  readonly context: string;
  readonly did: E164;
}

/** A channel variable as an event sets it, without the underscores that ask for inheritance. */
export interface Variable {
  readonly name: string;
  readonly value: string;
}

/** The variable in which FreePBX, Issabel and MikoPBX keep the number called; others keep it as Asterisk calls it. */
const FROM_DID = 'FROM_DID';
const DNID = 'DNID';

export class InboundRule {
  readonly #catalogue: DidMatcher;
  readonly #trunkContexts: ReadonlySet<string>;
  /** Contexts reported, each once, to the DID that was called there; null once taken. */
  readonly #ignored = new Map<string, E164 | null>();

  /** @param trunkContexts where trunks deliver calls; empty for anywhere. */
  constructor(catalogue: DidMatcher, trunkContexts: readonly string[]) {
    this.#catalogue = catalogue;
    this.#trunkContexts = new Set(trunkContexts);
  }

  /** To be called with every event of a leg, before the questions below. */
  observe(leg: Leg): void {
    const { context } = leg.channel;
    if (this.#isTrunk(context)) leg.fromTrunk = true;
    if (this.#trunkContexts.has(context) && leg.direction === 'in') leg.fromOutside = true;
  }

  /**
   * The DID by which `leg` begins a call, or null while it shows none. Whatever shows a DID first decides: FROM_DID if
   * the event sets it, else the extension. The trunk context counts if the leg was ever in it, since a dialplan moves on
   * (`from-trunk` to `ext-did`) before it sets FROM_DID.
   */
  didOf(leg: Leg, variable?: Variable): ShownDid | null {
    if (!leg.callsIn) return null;
    const shown = this.#fromVariable(variable) ?? this.#fromExten(leg);
    if (shown === null || leg.fromTrunk) return shown;
    // Met in mid-life, its context tells nothing of where it came in: no reason to warn anybody.
    if (leg.seenFromStart && !this.#ignored.has(leg.firstContext)) {
      this.#ignored.set(leg.firstContext, shown.did);
    }
    return null;
  }

  /**
   * The same for a channel found alive. Its context may have moved on from the trunk's, so a DID in FROM_DID or in the
   * number first dialled (DNID: only channels that came in have one) will do in place of the context, unless we saw the
   * leg begin elsewhere. A leg whose linkedid was merged into an older one is known by its DNID alone: FROM_DID is
   * inherited by the agents' legs (`__FROM_DID`).
   */
  didAlive(leg: Leg, channel: LiveChannel): ShownDid | null {
    const dialled = this.#shown(channel.dialled);
    const began = leg.callsIn || (dialled !== null && leg.hasPerson && channel.state !== 'down');
    if (!began || (leg.seenFromStart && !leg.fromTrunk)) return null;
    const fromDid = leg.first ? this.#shown(channel.variables[FROM_DID] ?? null) : null;
    const exten = leg.fromTrunk ? this.#shown(channel.exten) : null;
    return fromDid ?? exten ?? dialled;
  }

  /** Calls ignored for their context, each context once in the life of this object. */
  takeIgnored(): IgnoredCall[] {
    const taken: IgnoredCall[] = [];
    for (const [context, did] of this.#ignored) {
      if (did === null) continue;
      taken.push({ context, did });
      this.#ignored.set(context, null);
    }
    return taken;
  }

  #isTrunk(context: string): boolean {
    return this.#trunkContexts.size === 0 || this.#trunkContexts.has(context);
  }

  #fromVariable(variable: Variable | undefined): ShownDid | null {
    return variable?.name === FROM_DID || variable?.name === DNID ? this.#shown(variable.value) : null;
  }

  #fromExten(leg: Leg): ShownDid | null {
    const { exten } = leg.channel;
    if (exten === leg.triedExten) return null;
    leg.triedExten = exten;
    return this.#shown(exten);
  }

  #shown(raw: string | null): ShownDid | null {
    const did = raw === null ? null : this.#catalogue.match(raw);
    return did === null || raw === null ? null : { did, raw };
  }
}
