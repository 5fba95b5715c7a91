// Series about routing: what was answered, how fast, and how the ARI links fare.
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { RoutedBy } from '../../core/call-route.ts';
import type { Millis } from '../../core/millis.ts';
import type { RoutingMetrics } from '../../ports/metrics.ts';
import type { AdviceFailure } from '../../ports/route-adviser.ts';

/** What the ARI link to one box counts. */
export interface AriMeter {
  linked(up: boolean): void;
  malformedDropped(): void;
  restarted(): void;
  late(): void;
}

export class RouteMetrics implements RoutingMetrics {
  readonly #routes: Counter<'pbx' | 'destination' | 'by'>;
  readonly #seconds: Histogram<'pbx'>;
  readonly #hookFailures: Counter<'reason'>;
  readonly #up: Gauge<'pbx'>;
  readonly #malformed: Counter<'pbx'>;
  readonly #restarts: Counter<'pbx'>;
  readonly #late: Counter<'pbx'>;

  constructor(registry: Registry) {
    const registers = [registry];
    const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
      new Counter({ name: `leaseline_${name}`, help, labelNames, registers });
    this.#routes = counter('routes_total', 'Questions of dialplans answered', 'pbx', 'destination', 'by');
    this.#hookFailures = counter(
      'routing_hook_failures_total',
      'Questions the hook did not answer',
      'reason',
    );
    this.#malformed = counter('ari_malformed_total', 'ARI messages dropped as malformed', 'pbx');
    this.#restarts = counter('ari_restarts_total', 'ARI links made anew', 'pbx');
    this.#late = counter('ari_late_total', 'Answers that came when the dialplan had gone on', 'pbx');
    this.#up = new Gauge({
      name: 'leaseline_ari_up',
      help: 'Whether the dialplan of the box can ask',
      labelNames: ['pbx'],
      registers,
    });
    this.#seconds = new Histogram({
      name: 'leaseline_route_seconds',
      help: 'From a question to its answer, within the service',
      labelNames: ['pbx'],
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8],
      registers,
    });
  }

  routed(pbx: string, destination: string | null, by: RoutedBy, took: Millis): void {
    this.#routes.inc({ pbx, destination: destination ?? '', by });
    this.#seconds.observe({ pbx }, took / 1_000);
  }

  adviceFailed(reason: AdviceFailure): void {
    this.#hookFailures.inc({ reason });
  }

  ari(pbx: string): AriMeter {
    // Shown as 0 from the start: an alarm on an absent series never rings.
    for (const counter of [this.#malformed, this.#restarts, this.#late]) counter.inc({ pbx }, 0);
    this.#up.set({ pbx }, 0);
    return {
      linked: (up) => this.#up.set({ pbx }, up ? 1 : 0),
      malformedDropped: () => this.#malformed.inc({ pbx }),
      restarted: () => this.#restarts.inc({ pbx }),
      late: () => this.#late.inc({ pbx }),
    };
  }
}
