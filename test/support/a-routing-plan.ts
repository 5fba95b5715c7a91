// Rules, destinations and calls for tests of routing.
import type { RoutingFacts } from '../../src/core/routing-condition.ts';
import {
  type Destination,
  NO_ROUTING,
  type RoutingCondition,
  type RoutingPlan,
  type RoutingRule,
} from '../../src/core/routing-plan.ts';
import { anAttribution, e164 } from './builders.ts';

export function aDestination(name: string, overrides: Partial<Destination> = {}): Destination {
  return {
    name,
    target: `${name},s,1`,
    agents: [],
    workingHours: [],
    weight: 1,
    priority: 1,
    cap: null,
    atOnce: null,
    ...overrides,
  };
}

export function when(overrides: Partial<RoutingCondition> = {}): RoutingCondition {
  return {
    regions: [],
    sources: [],
    mediums: [],
    campaigns: [],
    sites: [],
    pools: [],
    dids: [],
    repeat: null,
    workingHours: [],
    ...overrides,
  };
}

export function aRule(
  to: readonly string[],
  condition: Partial<RoutingCondition> = {},
  lastAgent = false,
): RoutingRule {
  return { when: when(condition), lastAgent, to };
}

export function aRoutingPlan(
  destinations: readonly Destination[],
  rules: readonly RoutingRule[],
  overrides: Partial<RoutingPlan> = {},
): RoutingPlan {
  return { ...NO_ROUTING, destinations, rules, ...overrides };
}

export function someFacts(overrides: Partial<RoutingFacts> = {}): RoutingFacts {
  return {
    did: e164('+74951230001'),
    caller: e164('+79161234567'),
    pool: 'moscow',
    attribution: anAttribution(),
    repeat: false,
    lastAgent: null,
    ...overrides,
  };
}
