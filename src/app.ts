// The composition root: builds every part from the configuration and joins them. Nothing else knows all of them.
import { IsbotDetector } from './adapters/bots/isbot-detector.ts';
import { MaxmindLocator } from './adapters/geoip/maxmind-locator.ts';
import { NoGeoLocator } from './adapters/geoip/no-geo-locator.ts';
import { HttpRouteAdviser } from './adapters/hook/http-route-adviser.ts';
import { createHttpServer } from './adapters/http/http-server.ts';
import { OperatorDoor } from './adapters/http/operator-door.ts';
import { LiveSocket } from './adapters/live/live-socket.ts';
import { PrometheusMetrics } from './adapters/metrics/prometheus-metrics.ts';
import { CronSchedule } from './adapters/system/cron-schedule.ts';
import { RandomIdSource } from './adapters/system/random-id-source.ts';
import { SystemClock } from './adapters/system/system-clock.ts';
import { openAccess } from './app-access.ts';
import { openBoxes } from './app-boxes.ts';
import { monitorFolder, openSnippets } from './app-browser.ts';
import { homePoolOf, numberPlanOf, operatorsOf } from './app-domain.ts';
import { openInsights } from './app-insights.ts';
import { openStorage } from './app-storage.ts';
import type { Config } from './config/config.ts';
import { keysThatNeedRestart } from './config/restart-keys.ts';
import { AddressTally } from './core/address-tally.ts';
import { CallModel } from './core/call-model.ts';
import { NumberPool } from './core/number-pool.ts';
import { SessionBook } from './core/session-book.ts';
import type { Clock } from './ports/clock.ts';
import type { GeoLocator } from './ports/geo-locator.ts';
import type { Logger } from './ports/logger.ts';
import { CallAttribution } from './services/call-attribution.ts';
import { CallLearning } from './services/call-learning.ts';
import { CallRouting } from './services/call-routing.ts';
import { CallTracking } from './services/call-tracking.ts';
import { DidHealth } from './services/did-health.ts';
import { LeaseReclaimer } from './services/lease-reclaimer.ts';
import { LiveCalls } from './services/live-calls.ts';
import { LiveNumbering } from './services/live-numbering.ts';
import { NumberAssignment } from './services/number-assignment.ts';
import { NumberSites } from './services/number-sites.ts';
import { PoolSizingService } from './services/pool-sizing.ts';
import { ReAttribution } from './services/re-attribution.ts';
import { recover } from './services/recovery.ts';
import { Retention } from './services/retention.ts';

export interface AppOverrides {
  readonly log: Logger;
  readonly clock?: Clock;
  readonly geo?: GeoLocator;
}

export interface Started {
  readonly url: string;
  readonly port: number;
  /** Where the first admin is made; null when there is somebody who may log in. */
  readonly setUpLink: string | null;
}

export interface App {
  /** Resolves when it listens. @throws when the address is taken or the database cannot be opened. */
  start(): Promise<Started>;
  stop(): Promise<void>;
  /**
   * Takes on the numbers, sites and lease times of another configuration, all at once; no lease is touched.
   * Answers how many DIDs drain before they have their new use or none, and which changed keys need a restart.
   */
  reload(config: Config): { draining: number; needRestart: readonly string[] };
}

export async function createApp(config: Config, overrides: AppOverrides): Promise<App> {
  const { log } = overrides;
  const clock = overrides.clock ?? new SystemClock(log);
  const geo = overrides.geo ?? (await openGeo(config, log));
  const ids = new RandomIdSource();
  const model = new CallModel(config.lease.heartbeat);
  const { lateCalls } = model;
  const numbering = new LiveNumbering({
    plan: numberPlanOf(config),
    openPool: (id, settings) => new NumberPool({ id, ...settings, lateCalls, watcher: model }),
    clock,
  });
  const figures = () => numbering.figures();
  const reports = () => figures().map((pool) => ({ ...pool, sizing: sizings.of(pool.id) }));
  const metrics = new PrometheusMetrics(reports);
  const storage = openStorage({
    ...config.storage,
    clock,
    log,
    metrics: metrics.storage,
    credits: {
      poolOf: (did) => numbering.current.catalogue.poolOf(did),
      lookBack: config.attribution.lookBack,
    },
  });
  const { journal, calls } = storage;

  const addresses = new AddressTally();
  const sessions = new SessionBook((view) => storage.visits.viewed(view));
  const feed = new LiveCalls();
  const visitors = new NumberAssignment({
    country: config.country,
    numbering,
    addresses,
    sessions,
    journal,
    geo,
    ids,
    clock,
    log,
    metrics: metrics.leases,
  });
  const catalogue = { match: (raw: string) => numbering.current.catalogue.match(raw) };
  const boxes = openBoxes({ config, catalogue, callBacks: storage.callBacks, clock, log, metrics });
  const { lookBack } = config.attribution;
  const learning = new CallLearning({
    model,
    store: storage.models,
    clock,
    log,
  });
  const attribution = new CallAttribution({
    numbering,
    sessions,
    journal,
    calls,
    model,
    lookBack,
    leastConfidence: config.attribution.leastConfidence,
    log,
  });
  const tracking = new CallTracking({
    boxes: boxes.followed,
    numbering,
    calls,
    attribution,
    learning,
    feed,
    clock,
    log,
    metrics: metrics.calls,
    testCallers: new Set(config.asterisk.flatMap(({ healthTest }) => healthTest?.caller ?? [])),
  });
  const adviserOf = ({ routing: { hook } }: Config) => hook && new HttpRouteAdviser({ ...hook, clock });
  const routing = new CallRouting({
    boxes: boxes.questions,
    plan: config.routing.plan,
    adviser: adviserOf(config),
    tracking,
    calls,
    catalogue,
    numbering,
    country: config.country,
    clock,
    log,
    metrics: metrics.routing,
  });
  const visitCodes = new ReAttribution({
    tracking,
    calls,
    journal,
    sessions,
    numbering,
    lookBack,
    clock,
    onTruth: (record) => learning.correct(record),
  });
  let homePool = homePoolOf(config, geo.enabled);
  const sizings = new PoolSizingService({
    figures,
    journal: storage.traffic,
    poolFor: (visit) => homePool(visit),
    clock,
    log,
  });
  const reclaimer = new LeaseReclaimer({
    numbering,
    sessions,
    journal,
    feed,
    clock,
    onEnded: ({ token }) => addresses.ended(token),
    sizings,
  });
  const schedule = new CronSchedule(log);
  const health = new DidHealth({
    lines: boxes.testLines,
    numbering,
    schedule,
    clock,
    log,
    metrics: metrics.health,
  });
  const retention = new Retention({
    when: config.retention.schedule,
    leases: config.retention.leases,
    calls: config.retention.calls,
    journal,
    repository: calls,
    callBacks: storage.callBacks,
    schedule,
    clock,
    log,
  });

  const insights = openInsights({ config, storage, sessions, numbering, feed, schedule, clock, log });
  const access = openAccess({
    directory: operatorsOf(config),
    publicUrl: config.publicUrl,
    storage,
    ids,
    clock,
    onChanged: () => live.checkAdmitted(),
  });
  const door = new OperatorDoor(access.people.access, config.publicUrl);
  const siteMap = new NumberSites(numbering);
  const { perAddress } = config.lease;
  const http = createHttpServer({
    host: config.listen.host,
    port: config.listen.port,
    visitors,
    leaseRateLimit: perAddress === null ? null : { perMinute: perAddress },
    trustedProxies: config.trustedProxies,
    clock,
    crawlers: new IsbotDetector(),
    sites: () => numbering.current.sites,
    snippets: openSnippets(config, numbering),
    monitorFolder: monitorFolder(),
    readiness: () => ({ ready: storage.isHealthy(), parts: { storage: storage.isHealthy() } }),
    metrics,
    people: access.people,
    siteMap,
    door,
    calls,
    visitCodes,
    ...insights.parts,
    pools: reports,
    reports: {
      reports: storage.reports,
      poolFor: (visit) => homePool(visit),
      timeZone: config.routing.plan.timeZone,
    },
    spend: storage.spend,
    ids,
    country: config.country,
    tracking,
    meter: metrics.http,
    log,
  });
  const live = new LiveSocket({
    board: feed,
    admit: (request) => door.admitSocket(request),
    siteMap,
    clock,
    meter: metrics.live,
  });

  async function start() {
    const books = new Map(boxes.followed.map(({ telephony, book }) => [telephony.pbx, book]));
    learning.restore();
    recover({ journal, calls, numbering, sessions, books, tracking, feed, clock, log, lookBack });
    learning.start(figures().reduce((sum, { size }) => sum + size, 0));
    numbering.start();
    reclaimer.start();
    retention.start();
    health.start();
    sizings.start();
    insights.start();
    access.start();
    storage.upkeep.start();
    live.start(http.server);
    const { port } = await http.start();
    // Calls last: by now a visitor and an operator can be answered.
    tracking.start();
    routing.start();
    return { url: config.publicUrl, port, setUpLink: await access.setUpLink() };
  }

  async function stop() {
    await routing.stop();
    await tracking.stop();
    await live.stop();
    await http.stop();
    insights.stop();
    access.stop();
    storage.upkeep.stop();
    sizings.stop();
    health.stop();
    retention.stop();
    reclaimer.stop();
    numbering.stop();
    await storage.close();
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
    reload(next) {
      // What needs a restart goes on as it was, for numbers too.
      const { country, attribution } = config;
      homePool = homePoolOf(next, geo.enabled);
      numbering.replace(numberPlanOf({ ...next, country, attribution }));
      routing.replace(next.routing.plan, adviserOf(next));
      return { draining: numbering.draining, needRestart: keysThatNeedRestart(config, next) };
    },
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
