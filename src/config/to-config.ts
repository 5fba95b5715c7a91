// From a sound file to the settings the program uses.
import { resolve } from 'node:path';
import type { E164 } from '../core/e164.ts';
import type { AsteriskConfig, Config, RoutingConfig, UserConfig } from './config.ts';
import { didsOf, readDid, readDidRange } from './did-range.ts';
import type { Reading } from './reading.ts';
import type { Parsed } from './schema.ts';
import type { Secrets } from './secret-files.ts';

/** @param folder the YAML file's: where relative paths start. */
export function toConfig(parsed: Parsed, folder: string, secrets: Secrets): Config {
  const { listen, country, lease } = parsed;
  const file = (path: string) => resolve(folder, path);
  const did = (written: string): E164 => sound(readDid(written, country));
  const host = listen.host.includes(':') ? `[${listen.host}]` : listen.host;
  return {
    listen,
    publicUrl: parsed.public_url ?? `http://${host}:${listen.port}`,
    country,
    trustedProxies: parsed.trusted_proxies,
    log: parsed.log,
    storage: { path: file(parsed.storage.path) },
    geoip: {
      database: parsed.geoip.database === undefined ? null : file(parsed.geoip.database),
      databaseIpv6: parsed.geoip.database_ipv6 === undefined ? null : file(parsed.geoip.database_ipv6),
    },
    asterisk: parsed.asterisk.map((box, index) => toAsterisk(box, `asterisk[${index}]`, secrets, did)),
    pools: parsed.pools.map(({ id, regions, neighbours, only, numbers, disabled, overflow }) => ({
      id,
      regions: regions.length === 0 ? ['*'] : regions,
      neighbours,
      numbers: numbers.flatMap((written) => [...didsOf(sound(readDidRange(written, country)))]),
      disabled: disabled.map(did),
      overflow: overflow === undefined ? null : did(overflow),
      only,
    })),
    channelNumbers: parsed.channel_numbers.map((channel) => ({
      number: did(channel.number),
      source: channel.source,
      medium: channel.medium,
      campaign: channel.campaign ?? null,
      term: channel.term ?? null,
      content: channel.content ?? null,
      sites: channel.sites,
    })),
    sites: parsed.sites.map(({ id, origins, replace, pools, more_numbers, snippet }) => ({
      id,
      origins,
      replace: replace.map(did),
      pools,
      moreNumbers: more_numbers.map((more) => ({
        number: did(more.number),
        pools: more.pools,
        name: more.name ?? null,
      })),
      snippet: {
        consent: snippet.consent,
        honourGpc: snippet.honour_gpc,
        messengers: snippet.messengers,
        publish: snippet.publish,
        selectors: snippet.selectors,
      },
    })),
    lease: {
      defer: lease.defer,
      ttl: lease.ttl,
      linger: lease.linger,
      cooldown: lease.cooldown,
      maximum: lease.maximum,
      holdAfterCall: lease.hold_after_call,
      heartbeat: lease.heartbeat,
      perAddress: lease.per_address === 0 ? null : lease.per_address,
      atOnce: { perAddress: lease.at_once.per_address === 0 ? null : lease.at_once.per_address },
      pressure: lease.pressure,
    },
    attribution: {
      lookBack: parsed.attribution.look_back,
      leastConfidence: parsed.attribution.least_confidence,
    },
    routing: toRouting(parsed.routing, did, secrets),
    alerts: {
      schedule: parsed.alerts.schedule,
      pbxDownFor: parsed.alerts.pbx_down_for,
      missedFor: parsed.alerts.missed_for,
      poolAbove: parsed.alerts.pool_above,
      dropBelow: parsed.alerts.drop_below,
    },
    retention: parsed.retention,
    users: parsed.users.map((user, index) => toUser(user, `users[${index}]`, secrets)),
  };
}

function toAsterisk(
  box: Parsed['asterisk'][number],
  path: string,
  secrets: Secrets,
  did: (written: string) => E164,
): AsteriskConfig {
  const { ami, ari, recordings, health_test: healthTest } = box;
  return {
    name: box.name,
    ami: {
      host: ami.host,
      port: ami.port,
      username: ami.username,
      secret: ami.secret ?? secrets.get(`${path}.ami.secret_file`) ?? '',
    },
    ari: ari
      ? {
          url: ari.url,
          username: ari.username,
          password: ari.password ?? secrets.get(`${path}.ari.password_file`) ?? '',
        }
      : null,
    healthTest: healthTest ? { ...healthTest, caller: did(healthTest.caller) } : null,
    trunkContexts: box.trunk_contexts,
    outsidePrefix: box.outside_prefix ?? '',
    recordings: recordings
      ? {
          folder: recordings.folder ?? null,
          url: recordings.url ?? null,
          username: recordings.username ?? null,
          password: recordings.password ?? secrets.get(`${path}.recordings.password_file`) ?? '',
        }
      : null,
  };
}

function toRouting(
  { time_zone, caller_name, destinations, rules, default: otherwise, hook }: Parsed['routing'],
  did: (written: string) => E164,
  secrets: Secrets,
): RoutingConfig {
  return {
    plan: {
      timeZone: time_zone,
      callerName: caller_name,
      destinations: destinations.map(({ working_hours, at_once, cap, ...destination }) => ({
        ...destination,
        workingHours: working_hours,
        cap: cap ?? null,
        atOnce: at_once === 0 ? null : at_once,
      })),
      rules: rules.map(({ when: { working_hours, dids, repeat, ...when }, last_agent, to }) => ({
        when: { ...when, dids: dids.map(did), repeat: repeat ?? null, workingHours: working_hours },
        lastAgent: last_agent,
        to: to ?? [],
      })),
      otherwise: otherwise ?? null,
    },
    hook: hook
      ? {
          url: hook.url,
          timeout: hook.timeout,
          secret: hook.secret ?? secrets.get('routing.hook.secret_file') ?? null,
        }
      : null,
  };
}

function toUser(user: Parsed['users'][number], path: string, secrets: Secrets): UserConfig {
  return {
    name: user.name,
    role: user.role,
    sites: user.sites.length === 0 ? null : user.sites,
    callerNumbers: user.caller_numbers ?? null,
    passwordHash: user.password_hash ?? null,
    token: user.token ?? secrets.get(`${path}.token_file`) ?? null,
  };
}

/** The rules have read every number before; a flaw here is a fault of this program. */
function sound<T>(reading: Reading<T>): T {
  if (!reading.ok) throw new Error(`unchecked number: ${reading.message}`);
  return reading.value;
}
