// The composition root: builds every part from the configuration and joins them. Nothing else knows all of them.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AmiTelephony } from './adapters/asterisk/ami/ami-telephony.ts';
import { MaxmindLocator } from './adapters/geoip/maxmind-locator.ts';
import { NoGeoLocator } from './adapters/geoip/no-geo-locator.ts';
import { createHttpServer } from './adapters/http/http-server.ts';
import { OperatorDoor } from './adapters/http/operator-door.ts';
import { SiteSnippets } from './adapters/http/site-snippets.ts';
import { LiveSocket } from './adapters/live/live-socket.ts';
import { PrometheusMetrics } from './adapters/metrics/prometheus-metrics.ts';
import { Database } from './adapters/storage/database.ts';
import { GroupCommit } from './adapters/storage/group-commit.ts';
import { SqliteCallRepository } from './adapters/storage/sqlite-call-repository.ts';
import { SqliteLeaseJournal } from './adapters/storage/sqlite-lease-journal.ts';
import { SqliteTrafficArchive } from './adapters/storage/sqlite-traffic-archive.ts';
import { CredentialCheck } from './adapters/system/credential-check.ts';
import { CronSchedule } from './adapters/system/cron-schedule.ts';
import { RandomIdSource } from './adapters/system/random-id-source.ts';
import { SystemClock } from './adapters/system/system-clock.ts';
import { catalogueOf, homePoolOf, numberPoolsOf, operatorsOf, sitesOfPool } from './app-domain.ts';
import type { Config } from './config/config.ts';
import { CallBook } from './core/call-book.ts';
import { PRIOR } from './core/delay-model.ts';
import { SessionBook } from './core/session-book.ts';
import type { Clock } from './ports/clock.ts';
import type { GeoLocator } from './ports/geo-locator.ts';
import type { Logger } from './ports/logger.ts';
import { CallTracking } from './services/call-tracking.ts';
import { LeaseReclaimer } from './services/lease-reclaimer.ts';
import { LiveCalls } from './services/live-calls.ts';
import { NumberAssignment } from './services/number-assignment.ts';
import { OperatorAccess } from './services/operator-access.ts';
import { PoolSizingService } from './services/pool-sizing.ts';
import { recover } from './services/recovery.ts';
import { Retention } from './services/retention.ts';

export interface AppOverrides {
  readonly log: Logger;
  readonly clock?: Clock;
  readonly geo?: GeoLocator;
}

export interface App {
  /** Resolves when it listens. @throws when the address is taken or the database cannot be opened. */
  start(): Promise<{ url: string; port: number }>;
  stop(): Promise<void>;
}

/** dist/, where the browser programs are built to; this file runs from dist/ or, in tests, from src/. */
const BUILT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', 'dist');

export async function createApp(config: Config, overrides: AppOverrides): Promise<App> {
  const { log } = overrides;
  const clock = overrides.clock ?? new SystemClock(log);
  const geo = overrides.geo ?? (await openGeo(config, log));
  const ids = new RandomIdSource();
  const catalogue = catalogueOf(config);
  const { assigned, pools } = numberPoolsOf(config);
  const reports = () =>
    [...pools.values()].map((pool) => ({ ...pool.figures(clock.now()), sizing: sizings.of(pool.id) }));
  const metrics = new PrometheusMetrics(reports);
  const trouble = { storage: false };

  const database = Database.open(config.storage.path);
  const commits = new GroupCommit({
    database,
    clock,
    onTrouble: (failure) => {
      trouble.storage = true;
      metrics.storage.failed('commit');
      log.error({ id: 'STORAGE_TROUBLE', error: failure }, failure.message);
    },
    onRecovered: () => {
      trouble.storage = false;
      log.info({ id: 'STORAGE_RECOVERED' }, 'The database can be written again.');
    },
  });
  const journal = new SqliteLeaseJournal(database, commits);
  const calls = new SqliteCallRepository(database, commits);

  const sites = new Map(config.sites.map((site) => [site.id, site]));
  const sessions = new SessionBook();
  const feed = new LiveCalls();
  const visitors = new NumberAssignment({
    country: config.country,
    pools: assigned,
    sites: { find: (id) => sites.get(id) },
    sessions,
    journal,
    geo,
    ids,
    clock,
    log,
    metrics: metrics.leases,
    heartbeat: config.lease.heartbeat,
  });
  const boxes = config.asterisk.map(({ name, ami, trunkContexts }) => ({
    telephony: new AmiTelephony({ pbx: name, ...ami, clock, log, counters: metrics.pbx(name) }),
    book: new CallBook({ pbx: name, country: config.country, catalogue, trunkContexts }),
  }));
  const { lookBack } = config.attribution;
  const tracking = new CallTracking({
    boxes,
    catalogue,
    pools,
    sitesOfPool: sitesOfPool(config),
    sessions,
    journal,
    calls,
    model: PRIOR,
    lookBack,
    feed,
    clock,
    log,
    metrics: metrics.calls,
  });
  const sizings = new PoolSizingService({
    pools,
    journal: new SqliteTrafficArchive(database),
    poolFor: homePoolOf(config, geo.enabled),
    clock,
    log,
  });
  const reclaimer = new LeaseReclaimer({
    pools: [...pools.values()],
    sessions,
    journal,
    feed,
    sizings,
    clock,
  });
  const schedule = new CronSchedule(log);
  const retention = new Retention({
    when: config.retention.schedule,
    leases: config.retention.leases,
    calls: config.retention.calls,
    journal,
    repository: calls,
    schedule,
    clock,
    log,
  });

  const access = new OperatorAccess({
    directory: operatorsOf(config),
    verifier: new CredentialCheck(),
    ids,
    clock,
    onLogOut: () => live.checkAdmitted(),
  });
  const door = new OperatorDoor(access, config.publicUrl);
  const { perAddress } = config.lease;
  const monitorFolder = path.join(BUILT, 'monitor');
  const http = createHttpServer({
    host: config.listen.host,
    port: config.listen.port,
    visitors,
    leaseRateLimit: perAddress === null ? null : { perMinute: perAddress },
    trustedProxies: config.trustedProxies,
    clock,
    sites: config.sites,
    snippets: new SiteSnippets({
      template: readFileSync(path.join(BUILT, 'snippet', 'leaseline.js'), 'utf8'),
      publicUrl: config.publicUrl,
      country: config.country,
    }),
    monitorFolder: existsSync(monitorFolder) ? monitorFolder : null,
    readiness: () => ({ ready: !trouble.storage, parts: { storage: !trouble.storage } }),
    metrics,
    access,
    door,
    calls,
    pools: reports,
    country: config.country,
    onAnnotated: (record) => tracking.annotated(record),
    meter: metrics.http,
    log,
  });
  const live = new LiveSocket({
    board: feed,
    admit: (request) => door.admitSocket(request),
    clock,
    meter: metrics.live,
  });

  async function start() {
    const books = new Map(boxes.map(({ telephony, book }) => [telephony.pbx, book]));
    recover({ journal, calls, pools, catalogue, sessions, books, tracking, feed, clock, log, lookBack });
    reclaimer.start();
    retention.start();
    sizings.start();
    live.start(http.server);
    const { port } = await http.start();
    // Calls last: by now a visitor and an operator can be answered.
    tracking.start();
    return { url: config.publicUrl, port };
  }

  async function stop() {
    await tracking.stop();
    await live.stop();
    await http.stop();
    sizings.stop();
    retention.stop();
    reclaimer.stop();
    commits.close();
    database.close();
  }

  return {
    async start() {
      try {
        return await start();
      } catch (error) {
        // A timer left running would keep a process alive that serves nobody.
        await stop();
        throw error;
      }
    },
    stop,
  };
}

async function openGeo({ geoip }: Config, log: Logger): Promise<GeoLocator> {
  if (geoip.database === null && geoip.databaseIpv6 === null) {
    log.info({ id: 'NO_GEOIP' }, 'No GeoIP database is configured: regions play no part in choosing a pool.');
    return new NoGeoLocator();
  }
  const database = geoip.database ?? undefined;
  return MaxmindLocator.open({ database, databaseIpv6: geoip.databaseIpv6 ?? undefined }, log);
}
