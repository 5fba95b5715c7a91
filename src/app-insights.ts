// What operators can look at beside the calls themselves, for the composition root: time lines, recordings, missed callers, who is
// on the sites, alerts.

import { recordingsOf } from './app-domain.ts';
import type { openStorage } from './app-storage.ts';
import type { Config } from './config/config.ts';
import type { SessionBook } from './core/session-book.ts';
import type { Clock } from './ports/clock.ts';
import type { Logger } from './ports/logger.ts';
import type { Schedule } from './ports/schedule.ts';
import { AlertWatch } from './services/alert-watch.ts';
import type { LiveCalls } from './services/live-calls.ts';
import { MissedCalls } from './services/missed-calls.ts';
import type { NumberingSource } from './services/numbering.ts';
import { VisitorTimeline } from './services/visitor-timeline.ts';
import { VisitorsNow } from './services/visitors-now.ts';

export interface InsightsOptions {
  readonly config: Config;
  readonly storage: ReturnType<typeof openStorage>;
  readonly sessions: SessionBook;
  readonly numbering: NumberingSource;
  readonly feed: LiveCalls;
  readonly schedule: Schedule;
  readonly clock: Clock;
  readonly log: Logger;
}

export function openInsights(options: InsightsOptions) {
  const { config, storage, sessions, numbering, feed, schedule, clock, log } = options;
  const { calls, journal } = storage;
  const missed = new MissedCalls(storage.callBacks);
  const visitorsNow = new VisitorsNow({
    sessions,
    calls,
    board: feed,
    heartbeat: () => numbering.current.heartbeat,
    clock,
    log,
  });
  const alerts = new AlertWatch({
    ...config.alerts,
    board: feed,
    missed,
    counts: storage.counts,
    store: storage.alerts,
    cron: schedule,
    clock,
    log,
    onChange: (alert) => feed.publish({ type: 'alert', alert }),
  });
  return {
    /** For the HTTP server. */
    parts: {
      timeline: new VisitorTimeline({ calls, journal, history: storage.visits, sessions, clock }),
      recordings: recordingsOf(config),
      missed,
      visitorsNow,
      alerts: storage.alerts,
    },
    start() {
      alerts.start();
      visitorsNow.start();
    },
    stop() {
      visitorsNow.stop();
      alerts.stop();
    },
  };
}
