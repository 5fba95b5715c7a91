// `GET /v1/reports/{calls,trend,heatmap,funnel,agents,pools}`, each also as `.csv`.
import { type Request, type Response, Router } from 'express';
import type { PoolReport } from '../../../core/pool-figures.ts';
import type { PoolTraffic } from '../../../core/report.ts';
import { type CallReports, ReportsBusy } from '../../../ports/call-reports.ts';
import type { Clock } from '../../../ports/clock.ts';
import {
  toWireAgentReport,
  toWireCallReport,
  toWireFunnel,
  toWireHeatmap,
  toWirePoolReport,
  toWireTrend,
} from '../../../wire/report.ts';
import { CSV_TYPE } from '../csv-line.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import type { OperatorDoor } from '../operator-door.ts';
import { ProblemError } from '../problems.ts';
import { type Asked, callsQuery, funnelQuery, scopeQuery, trendQuery } from '../report-queries.ts';
import { agentTable, callTable, funnelTable, heatmapTable, poolTable, trendTable } from '../report-tables.ts';
import { operatorOf, REPORTERS, requireOperator } from '../require-operator.ts';

export interface ReportRoutesOptions {
  readonly reports: CallReports;
  /** As they are configured now. */
  readonly pools: () => readonly PoolReport[];
  /** The pool that a visit that got no number would have been lent from; null when there is none. */
  readonly poolFor: (visit: PoolTraffic['turnedAway'][number]) => string | null;
  /** IANA name, for queries that name none. */
  readonly timeZone: string;
  readonly clock: Clock;
  readonly door: OperatorDoor;
}

export function reportRoutes(options: ReportRoutesOptions): Router {
  const { reports, pools, poolFor, timeZone, clock, door } = options;
  const router = Router();

  /** One report under two addresses: as JSON, and as a table to download. */
  function serve<Report extends object>(
    name: string,
    find: (asked: Asked) => Promise<Report>,
    table: (report: Report) => string,
  ): void {
    const found = async (request: Request, response: Response, download: boolean) => {
      const asked = {
        query: request.query,
        now: clock.now(),
        timeZone,
        sites: operatorOf(response).sites,
        download,
      };
      response.set('Cache-Control', 'no-store');
      return find(asked).catch((error: unknown) => {
        if (!(error instanceof ReportsBusy)) throw error;
        throw new ProblemError('reports-busy', { detail: error.message }, { 'Retry-After': '5' });
      });
    };
    const mayRead = requireOperator(door, { scope: 'reports:read', roles: REPORTERS });
    router
      .route(`/v1/reports/${name}`)
      .get(mayRead, async (request: Request, response: Response) => {
        response.json(await found(request, response, false));
      })
      .all(methodNotAllowed('GET, HEAD'));
    router
      .route(`/v1/reports/${name}.csv`)
      .get(mayRead, async (request: Request, response: Response) => {
        const report = await found(request, response, true);
        response.set({
          'Content-Type': CSV_TYPE,
          'Content-Disposition': `attachment; filename="${name}.csv"`,
        });
        response.send(table(report));
      })
      .all(methodNotAllowed('GET, HEAD'));
  }

  serve(
    'calls',
    async (asked) => {
      const query = callsQuery(asked);
      return toWireCallReport(query, await reports.ask('calls', query));
    },
    callTable,
  );
  serve(
    'trend',
    async (asked) => {
      const query = trendQuery(asked);
      return toWireTrend(query, await reports.ask('trend', query));
    },
    trendTable,
  );
  serve(
    'heatmap',
    async (asked) => {
      const query = scopeQuery(asked);
      return toWireHeatmap(query.zone, await reports.ask('heatmap', query));
    },
    heatmapTable,
  );
  serve(
    'funnel',
    async (asked) => toWireFunnel(await reports.ask('funnel', funnelQuery(asked))),
    funnelTable,
  );
  serve(
    'agents',
    async (asked) => toWireAgentReport(await reports.ask('agents', scopeQuery(asked))),
    agentTable,
  );
  serve(
    'pools',
    async (asked) => {
      const traffic = await reports.ask('pools', scopeQuery(asked));
      return toWirePoolReport(traffic, pools(), byPool(traffic, poolFor));
    },
    poolTable,
  );
  return router;
}

function byPool(
  { turnedAway }: PoolTraffic,
  poolFor: ReportRoutesOptions['poolFor'],
): ReadonlyMap<string, number> {
  const visits = new Map<string, number>();
  for (const place of turnedAway) {
    const pool = poolFor(place);
    if (pool !== null) visits.set(pool, (visits.get(pool) ?? 0) + place.visits);
  }
  return visits;
}
