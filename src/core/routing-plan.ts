// The owner's rules about where calls go.
import type { E164 } from './e164.ts';
import type { SourceRule } from './source-rule.ts';
import type { WorkingHours } from './working-hours.ts';

export type CapPeriod = 'hour' | 'day';

/** Somewhere calls can go. Whatever chooses it, it gets no call while closed or at its cap. */
export interface Destination {
  readonly name: string;
  /** A place in the dialplan, `context,extension,priority`, or an extension. `{agent}` stands for the agent's extension. */
  readonly target: string;
  /** Agents reached there, as calls name them (`PJSIP/101`, a queue member); for `last_agent`. */
  readonly agents: readonly string[];
  /** Empty: always open. */
  readonly workingHours: readonly WorkingHours[];
  /** Its part of the calls among those that share them, above 0. */
  readonly weight: number;
  /** 1 is first: those of a higher number get calls when all before are closed or full. */
  readonly priority: number;
  /** At most so many calls an hour or a day by the clock; null for no limit. */
  readonly cap: { readonly calls: number; readonly per: CapPeriod } | null;
  /** At most so many calls at the same time; null for no limit. */
  readonly atOnce: number | null;
}

/** Matches when each part that is not empty or null names the call's value. */
export interface RoutingCondition extends SourceRule {
  /** ISO 3166-2, or a whole country. */
  readonly regions: readonly string[];
  readonly sites: readonly string[];
  readonly pools: readonly string[];
  readonly dids: readonly E164[];
  /** Whether the caller has called before. */
  readonly repeat: boolean | null;
  readonly workingHours: readonly WorkingHours[];
}

/** What to do with the calls it is for. The agent goes before the destinations. */
export interface RoutingRule {
  readonly when: RoutingCondition;
  /** Tries the agent who talked with the caller last. */
  readonly lastAgent: boolean;
  /** Names of destinations that share the calls; may be empty beside `lastAgent`. */
  readonly to: readonly string[];
}

export interface RoutingPlan {
  /** IANA name, for working hours and caps. */
  readonly timeZone: string;
  readonly destinations: readonly Destination[];
  /** The first that applies and has somewhere to go decides. */
  readonly rules: readonly RoutingRule[];
  /** The destination when none does; null leaves it to the dialplan. */
  readonly otherwise: string | null;
  /** Shown before the caller's name: `{source} {campaign}: `. */
  readonly callerName: string;
}

export const NO_ROUTING: RoutingPlan = {
  timeZone: 'UTC',
  destinations: [],
  rules: [],
  otherwise: null,
  callerName: '',
};
