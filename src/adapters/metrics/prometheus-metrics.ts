// What Prometheus scrapes. Each consumer gets a small interface of its own; nobody else sees the registry.
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { PoolReport } from '../../core/pool-figures.ts';
import type { CallMetrics, HealthMetrics, LeaseMetrics } from '../../ports/metrics.ts';
import { registerPoolMetrics } from './pool-metrics.ts';
import { RouteMetrics } from './route-metrics.ts';

/** What the link to one Asterisk box counts. */
export interface PbxMeter {
  eventReceived(): void;
  /** Something that is no AMI event, or one without what it must have, was dropped. */
  malformedDropped(): void;
  reconnected(): void;
}

export class PrometheusMetrics {
  readonly #registry = new Registry();
  readonly #httpRefused = this.#counter('http_refused_total', 'Requests refused, by reason', 'reason');
  readonly #visitorCalls = this.#counter('visitor_calls_total', 'Visitor calls answered as asked', 'call');
  readonly #events = this.#counter('ami_events_total', 'AMI events received', 'pbx');
  readonly #malformed = this.#counter('ami_malformed_total', 'AMI events dropped as malformed', 'pbx');
  readonly #reconnects = this.#counter('ami_reconnects_total', 'AMI connections made anew', 'pbx');
  readonly #pbxUp = new Gauge({
    name: 'leaseline_pbx_up',
    help: 'Whether the link to the box is up',
    labelNames: ['pbx'],
    registers: [this.#registry],
  });
  readonly #granted = this.#counter('leases_granted_total', 'Leases granted', 'pool');
  readonly #overflowed = this.#counter(
    'leases_overflowed_total',
    'Visitors who got an overflow DID',
    'site',
    'reason',
  );
  readonly #refused = this.#counter(
    'leases_refused_total',
    'Requests that were to get no DID of their own: bots, sources that no pool is for',
    'reason',
  );
  readonly #calls = this.#counter('calls_total', 'Calls ended', 'outcome', 'method');
  readonly #callsIgnored = this.#counter(
    'calls_ignored_total',
    'Calls from contexts that are no trunk',
    'pbx',
  );
  readonly #callsUnsaved = this.#counter(
    'calls_unsaved_total',
    'Call writes that failed and are tried again',
  );
  readonly #storageFailures = this.#counter('storage_failures_total', 'Writes that failed', 'operation');
  readonly #liveClients = new Gauge({
    name: 'leaseline_live_clients',
    help: 'Operators watching live',
    registers: [this.#registry],
  });
  readonly #liveTooSlow = this.#counter('live_too_slow_total', 'Live clients closed for reading too slowly');

  readonly #didTests = this.#counter(
    'did_health_tests_total',
    'Test calls to our own DIDs',
    'pbx',
    'outcome',
  );
  readonly #didsUnreachable = new Gauge({
    name: 'leaseline_did_health_unreachable',
    help: 'DIDs that did not come in when they were last tested',
    labelNames: ['pbx'],
    registers: [this.#registry],
  });

  readonly contentType = this.#registry.contentType;

  /** For the HTTP adapter. */
  readonly http = {
    refused: (reason: string) => this.#httpRefused.inc({ reason }),
    visitorCall: by(this.#visitorCalls),
  };

  /** For the live socket. */
  readonly live = {
    clients: (count: number) => this.#liveClients.set(count),
    tooSlow: () => this.#liveTooSlow.inc(),
  };

  readonly leases: LeaseMetrics = {
    granted: by(this.#granted),
    overflowed: (site, reason) => this.#overflowed.inc({ site, reason }),
    refused: (reason) => this.#refused.inc({ reason }),
  };

  readonly calls: CallMetrics = {
    ended: (outcome, method) => this.#calls.inc({ outcome, method }),
    ignored: (pbx) => this.#callsIgnored.inc({ pbx }),
    linked: (pbx, up) => this.#pbxUp.set({ pbx }, up ? 1 : 0),
    unsaved: () => this.#callsUnsaved.inc(),
  };

  readonly health: HealthMetrics = {
    tested: (pbx, outcome) => this.#didTests.inc({ pbx, outcome }),
    unreachable: (pbx, dids) => this.#didsUnreachable.set({ pbx }, dids),
  };

  readonly routing = new RouteMetrics(this.#registry);

  readonly storage = {
    /** @param operation which write failed: a small fixed set. */
    failed: (operation: string) => this.#storageFailures.inc({ operation }),
  };

  /** @param pools asked at every scrape. */
  constructor(pools: () => readonly PoolReport[]) {
    collectDefaultMetrics({ register: this.#registry });
    registerPoolMetrics(this.#registry, pools);
  }

  pbx(name: string): PbxMeter {
    // Shown as 0 from the start: an alarm on an absent series never rings.
    for (const counter of [this.#events, this.#malformed, this.#reconnects]) counter.inc({ pbx: name }, 0);
    this.#pbxUp.set({ pbx: name }, 0);
    const events = this.#events.labels(name);
    return {
      eventReceived: () => events.inc(),
      malformedDropped: () => this.#malformed.inc({ pbx: name }),
      reconnected: () => this.#reconnects.inc({ pbx: name }),
    };
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #counter<Label extends string>(name: string, help: string, ...labelNames: Label[]): Counter<Label> {
    return new Counter({ name: `leaseline_${name}`, help, labelNames, registers: [this.#registry] });
  }
}

/** Counts by a counter's one label: looking up its values anew costs more than counting. */
function by(counter: Counter<string>): (value: string) => void {
  const children = new Map<string, { inc(): void }>();
  return (value) => {
    let child = children.get(value);
    if (!child) {
      child = counter.labels(value);
      children.set(value, child);
    }
    child.inc();
  };
}
