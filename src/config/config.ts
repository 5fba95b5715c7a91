// The configuration as the program uses it: camelCase, every value parsed, every secret and path resolved.
import type { Consent } from '../core/consent.ts';
import type { E164 } from '../core/e164.ts';
import type { Engagement } from '../core/engagement.ts';
import type { Millis } from '../core/millis.ts';
import type { OperatorRole } from '../core/operator-role.ts';
import type { RoutingPlan } from '../core/routing-plan.ts';
import type { SourceRule } from '../core/source-rule.ts';
import type { ListenAddress } from './address.ts';
import type { LOG_LEVELS } from './server-schema.ts';

export interface Config {
  readonly listen: ListenAddress;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** For the proxy-addr package: addresses, CIDR ranges, `loopback`. */
  readonly trustedProxies: readonly string[];
  readonly log: { readonly level: (typeof LOG_LEVELS)[number] };
  /** Absolute path. */
  readonly storage: { readonly path: string };
  /** Absolute paths. */
  readonly geoip: { readonly database: string | null; readonly databaseIpv6: string | null };
  readonly asterisk: readonly AsteriskConfig[];
  readonly pools: readonly PoolConfig[];
  readonly channelNumbers: readonly ChannelNumberConfig[];
  readonly sites: readonly SiteConfig[];
  readonly lease: LeaseConfig;
  readonly attribution: { readonly lookBack: Millis; readonly leastConfidence: number };
  readonly routing: RoutingConfig;
  readonly alerts: AlertConfig;
  readonly retention: RetentionConfig;
  readonly users: readonly UserConfig[];
}

export interface AsteriskConfig {
  readonly name: string;
  readonly ami: {
    readonly host: string;
    readonly port: number;
    readonly username: string;
    readonly secret: string;
  };
  /** Null when its dialplan does not ask. */
  readonly ari: { readonly url: string; readonly username: string; readonly password: string } | null;
  readonly healthTest: HealthTestConfig | null;
  /** Empty: any context. */
  readonly trunkContexts: readonly string[];
  /** '' for none. */
  readonly outsidePrefix: string;
  /** Null when recordings cannot be played. */
  readonly recordings: RecordingsConfig | null;
}

/** One of `folder` and `url`. */
export interface RecordingsConfig {
  readonly folder: string | null;
  /** With `{file}`, `{year}`, `{month}`, `{day}` in it. */
  readonly url: string | null;
  readonly username: string | null;
  readonly password: string;
}

export interface HealthTestConfig {
  /** Cron expression. */
  readonly schedule: string;
  /** With `{number}` or `{digits}` in it. */
  readonly channel: string;
  readonly caller: E164;
  readonly within: Millis;
}

export interface AlertConfig {
  /** Cron expression. */
  readonly schedule: string;
  readonly pbxDownFor: Millis;
  readonly missedFor: Millis;
  /** Shares, 0 to 1. */
  readonly poolAbove: number;
  readonly dropBelow: number;
}

export interface PoolConfig {
  readonly id: string;
  /** ISO 3166-2 codes, country codes or `*`; never empty. */
  readonly regions: readonly string[];
  readonly neighbours: readonly string[];
  /** Ranges expanded, in the owner's order. */
  readonly numbers: readonly E164[];
  /** Those of `numbers` that are not to be lent for now. */
  readonly disabled: readonly E164[];
  readonly overflow: E164 | null;
  /** The visits it is for; an empty list is for all. */
  readonly only: SourceRule;
}

export interface ChannelNumberConfig {
  readonly number: E164;
  readonly source: string;
  readonly medium: string;
  readonly campaign: string | null;
  readonly term: string | null;
  readonly content: string | null;
  /** Ids of the sites that may show it to visits of its source; empty: all. */
  readonly sites: readonly string[];
}

export interface SiteConfig {
  readonly id: string;
  /** As browsers send them: lower case, no default port, no slash. */
  readonly origins: readonly string[];
  readonly replace: readonly E164[];
  /** Pool ids, in order of preference. */
  readonly pools: readonly string[];
  readonly moreNumbers: readonly MoreNumberConfig[];
  readonly snippet: {
    readonly consent: Consent;
    readonly honourGpc: boolean;
    readonly messengers: boolean;
    readonly publish: readonly string[];
    readonly selectors: readonly string[];
  };
}

export interface MoreNumberConfig {
  readonly number: E164;
  readonly pools: readonly string[];
  readonly name: string | null;
}

export interface LeaseConfig {
  /** How long a page that is only looked at waits before it asks. */
  readonly defer: Millis;
  readonly ttl: Readonly<Record<Engagement, Millis>>;
  readonly linger: Millis;
  readonly cooldown: Millis;
  readonly maximum: Millis;
  readonly holdAfterCall: Millis;
  readonly heartbeat: Millis;
  /** Lease requests a minute from one address; null for no limit. */
  readonly perAddress: number | null;
  /** Running leases of one address; null for no limit. */
  readonly atOnce: { readonly perAddress: number | null };
  /** Both above 0 and at most 1. */
  readonly pressure: { readonly threshold: number; readonly shrink: number };
}

export interface RoutingConfig {
  readonly plan: RoutingPlan;
  readonly hook: { readonly url: string; readonly timeout: Millis; readonly secret: string | null } | null;
}

/** Null is for ever. */
export interface RetentionConfig {
  readonly leases: Millis | null;
  readonly calls: Millis | null;
  /** Cron expression. */
  readonly schedule: string;
}

/** At least one of hash and token is there. */
export interface UserConfig {
  readonly name: string;
  readonly role: OperatorRole;
  /** Ids of the sites they are limited to; null for all. */
  readonly sites: readonly string[] | null;
  /** Null: as is usual for the role. */
  readonly callerNumbers: boolean | null;
  /** argon2id, PHC string. */
  readonly passwordHash: string | null;
  /** Bearer token. */
  readonly token: string | null;
}
