// Everything but the visitor calls: the snippet, the operators' API and page, and the probes, by express.
import express, { type Express } from 'express';
import type { SiteMap } from '../../core/operator-view.ts';
import type { PoolReport } from '../../core/pool-figures.ts';
import type { AlertStore } from '../../ports/alert-store.ts';
import type { CallRepository } from '../../ports/call-repository.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IdSource } from '../../ports/id-source.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Recordings } from '../../ports/recordings.ts';
import type { SiteDirectory } from '../../ports/site-directory.ts';
import type { SpendStore } from '../../ports/spend-store.ts';
import type { MissedCalls } from '../../services/missed-calls.ts';
import type { VisitCodes } from '../../services/re-attribution.ts';
import type { VisitorTimeline } from '../../services/visitor-timeline.ts';
import type { VisitorsNow } from '../../services/visitors-now.ts';
import type { Access } from './access-parts.ts';
import { answerProblems } from './answer-problems.ts';
import { CallFilterParser } from './call-filters.ts';
import { callViews } from './call-view.ts';
import type { ClientAddress } from './client-address.ts';
import type { HttpMeter } from './http-meter.ts';
import type { OperatorDoor } from './operator-door.ts';
import { ProblemError } from './problems.ts';
import { accuracyRoutes } from './routes/accuracy-routes.ts';
import { alertRoutes } from './routes/alert-routes.ts';
import { auditRoutes } from './routes/audit-routes.ts';
import { callExportRoutes } from './routes/call-export-routes.ts';
import { type CurrentCalls, callRoutes } from './routes/call-routes.ts';
import { healthRoutes, type Readiness } from './routes/health-routes.ts';
import { linkRoutes } from './routes/link-routes.ts';
import { meRoutes } from './routes/me-routes.ts';
import { type MetricsPage, metricsRoutes } from './routes/metrics-routes.ts';
import { missedRoutes } from './routes/missed-routes.ts';
import { monitorRoutes } from './routes/monitor-routes.ts';
import { poolRoutes } from './routes/pool-routes.ts';
import { recordingRoutes } from './routes/recording-routes.ts';
import { type ReportRoutesOptions, reportRoutes } from './routes/report-routes.ts';
import { sessionRoutes } from './routes/session-routes.ts';
import { snippetRoutes } from './routes/snippet-routes.ts';
import { spendRoutes } from './routes/spend-routes.ts';
import { timelineRoutes } from './routes/timeline-routes.ts';
import { tokenRoutes } from './routes/token-routes.ts';
import { userRoutes } from './routes/user-routes.ts';
import { visitorListRoutes } from './routes/visitor-list-routes.ts';
import { securityHeaders } from './security-headers.ts';
import type { SiteSnippets } from './site-snippets.ts';

export interface WebAppOptions {
  /** The directory of this moment: a reload puts another in its place. */
  readonly sites: () => SiteDirectory;
  readonly snippets: SiteSnippets;
  /** Folder of the built monitor; null when there is none. */
  readonly monitorFolder: string | null;
  readonly readiness: () => Readiness;
  readonly metrics: MetricsPage;
  readonly people: Access;
  readonly siteMap: SiteMap;
  readonly door: OperatorDoor;
  readonly calls: CallRepository;
  readonly visitCodes: VisitCodes;
  readonly timeline: Pick<VisitorTimeline, 'of'>;
  readonly recordings: Recordings;
  readonly alerts: Pick<AlertStore, 'recent'>;
  readonly visitorsNow: Pick<VisitorsNow, 'list'>;
  readonly missed: Pick<MissedCalls, 'list'>;
  readonly clock: Clock;
  readonly pools: () => readonly PoolReport[];
  readonly reports: Pick<ReportRoutesOptions, 'reports' | 'poolFor' | 'timeZone'>;
  readonly spend: SpendStore;
  readonly ids: IdSource;
  /** ISO 3166-1 alpha-2, how numbers in queries are read. */
  readonly country: string;
  readonly tracking: CurrentCalls;
  readonly clientAddress: ClientAddress;
  readonly meter: HttpMeter;
  readonly log: Logger;
}

export function createWebApp(options: WebAppOptions): Express {
  const { sites, snippets, calls, door, clientAddress, people, visitCodes, tracking } = options;
  const { audit } = people;
  const viewOf = callViews(options.siteMap);
  const parts = { ...people, door, clientAddress };
  const filters = new CallFilterParser(options.country);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use(securityHeaders);
  app.use(snippetRoutes(sites, snippets));
  app.use(healthRoutes(options.readiness));
  app.use(metricsRoutes(options.metrics, door, clientAddress));
  app.use(sessionRoutes(parts));
  app.use(linkRoutes(parts));
  app.use(meRoutes(parts));
  app.use(userRoutes(parts, () => sites().keys()));
  app.use(tokenRoutes(parts));
  app.use(auditRoutes(parts));
  app.use(callExportRoutes({ calls, filters, door, viewOf, audit, clientAddress }));
  app.use(callRoutes({ calls, filters, door, visitCodes, tracking, viewOf, audit, clientAddress }));
  app.use(timelineRoutes({ calls, tracking, timeline: options.timeline, door, viewOf }));
  app.use(recordingRoutes({ calls, recordings: options.recordings, door, viewOf, audit, clientAddress }));
  app.use(missedRoutes({ missed: options.missed, filters, clock: options.clock, door, viewOf }));
  app.use(visitorListRoutes(options.visitorsNow, door, viewOf));
  app.use(alertRoutes(options.alerts, door, viewOf));
  app.use(accuracyRoutes(calls, filters, door));
  app.use(reportRoutes({ ...options.reports, pools: options.pools, clock: options.clock, door }));
  app.use(spendRoutes(options.spend, options.ids, door));
  app.use(poolRoutes(options.pools, door, viewOf));
  app.use(monitorRoutes(options.monitorFolder));
  app.use(() => {
    throw new ProblemError('not-found');
  });
  app.use(answerProblems(options.meter, options.log));
  return app;
}
