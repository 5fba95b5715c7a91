// Which destination a call goes to.
import type { RoutedBy } from './call-route.ts';
import type { LoadView } from './destination-load.ts';
import { type LocalTime, localTime } from './local-time.ts';
import type { Millis } from './millis.ts';
import { type RoutingFacts, reasonsFor } from './routing-condition.ts';
import type { Destination, RoutingPlan, RoutingRule } from './routing-plan.ts';
import { isOpen } from './working-hours.ts';

export interface RouteDecision {
  readonly destination: Destination | null;
  /** The destination's target, filled in; empty without one. */
  readonly target: string;
  readonly by: RoutedBy;
  readonly reasons: readonly string[];
  /** Those whose turn it might have been, the chosen one among them. */
  readonly sharing: readonly Destination[];
}

interface Choice {
  readonly destination: Destination;
  readonly target: string;
  readonly sharing: readonly Destination[];
  readonly reason: string | null;
}

/** @param wish what the hook answered: a destination's name, or null when it left it to the rules. */
export function decideRoute(
  plan: RoutingPlan,
  facts: RoutingFacts,
  load: LoadView,
  at: Millis,
  wish: string | null,
): RouteDecision {
  return new Deciding(plan, facts, load, at).decide(wish);
}

/** One decision in the making: collects reasons on its way. */
class Deciding {
  readonly #plan: RoutingPlan;
  readonly #facts: RoutingFacts;
  readonly #load: LoadView;
  readonly #at: Millis;
  readonly #now: LocalTime;
  readonly #reasons: string[] = [];

  constructor(plan: RoutingPlan, facts: RoutingFacts, load: LoadView, at: Millis) {
    this.#plan = plan;
    this.#facts = facts;
    this.#load = load;
    this.#at = at;
    this.#now = localTime(at, plan.timeZone);
  }

  decide(wish: string | null): RouteDecision {
    const wished = wish === null ? null : this.#named(wish, 'hook');
    if (wished) return this.#made('hook', wished, 'hook');
    for (const [index, rule] of this.#plan.rules.entries()) {
      const why = reasonsFor(rule.when, this.#facts, this.#now);
      if (why === null) continue;
      const label = `rule ${index + 1}`;
      const choice = this.#byRule(rule, label);
      if (choice) return this.#made('rule', choice, why.length === 0 ? label : `${label}: ${why.join(', ')}`);
    }
    const { otherwise } = this.#plan;
    const last = otherwise === null ? null : this.#named(otherwise, 'default');
    if (last) return this.#made('default', last, 'default');
    this.#reasons.push("the dialplan's own route");
    return { destination: null, target: '', by: 'none', reasons: this.#reasons, sharing: [] };
  }

  #made(by: RoutedBy, { destination, target, sharing, reason }: Choice, why: string): RouteDecision {
    this.#reasons.push(why);
    if (reason !== null) this.#reasons.push(reason);
    return { destination, target, by, reasons: this.#reasons, sharing };
  }

  #byRule({ lastAgent, to }: RoutingRule, label: string): Choice | null {
    const agents = lastAgent ? this.#byAgent(label) : null;
    return agents ?? this.#shared(to, label);
  }

  #byAgent(label: string): Choice | null {
    const { lastAgent } = this.#facts;
    if (lastAgent === null) return null;
    const extension = extensionOf(lastAgent);
    const destination = this.#plan.destinations.find(
      ({ agents, target }) =>
        agents.includes(lastAgent) ||
        (agents.length === 0 && target.includes('{agent}') && extension !== null),
    );
    if (!destination) {
      this.#reasons.push(`${label}: no destination reaches agent ${lastAgent}`);
      return null;
    }
    if (!this.#isFree(destination, label)) return null;
    if (destination.target.includes('{agent}') && extension === null) return null;
    const target = destination.target.replaceAll('{agent}', extension ?? '');
    return { destination, target, sharing: [destination], reason: `last talked with ${lastAgent}` };
  }

  /** Of the first priority that has somebody free, whoever's turn it is. */
  #shared(names: readonly string[], label: string): Choice | null {
    const free = names.flatMap((name) => this.#find(name)).filter((each) => this.#isFree(each, label));
    const first = Math.min(...free.map(({ priority }) => priority));
    const sharing = free.filter(({ priority }) => priority === first);
    if (sharing.length === 0) return null;
    const destination = this.#load.next(sharing);
    const reason =
      sharing.length === 1 ? null : `its turn among ${sharing.map(({ name }) => name).join(', ')}`;
    return { destination, target: destination.target, sharing, reason };
  }

  #named(name: string, label: string): Choice | null {
    const [destination] = this.#find(name);
    if (!destination) {
      this.#reasons.push(`${label}: there is no destination of that name`);
      return null;
    }
    if (!this.#isFree(destination, label)) return null;
    return { destination, target: destination.target, sharing: [destination], reason: null };
  }

  /** A target that waits for an agent's extension is reached by `last_agent` only. */
  #find(name: string): Destination[] {
    return this.#plan.destinations.filter((each) => each.name === name && !each.target.includes('{agent}'));
  }

  #isFree(destination: Destination, label: string): boolean {
    const isClosed = !isOpen(destination.workingHours, this.#now);
    if (!isClosed && !this.#load.isFull(destination, this.#at)) return true;
    this.#reasons.push(`${label}: ${destination.name} is ${isClosed ? 'closed' : 'at its cap'}`);
    return false;
  }
}

/** `101` of `PJSIP/101`; null for a queue member's name, or a trunk's. */
function extensionOf(agent: string): string | null {
  return /^(?:PJSIP|SIP|IAX2|SCCP)\/([A-Za-z0-9_-]{1,40})$/.exec(agent)?.[1] ?? null;
}
