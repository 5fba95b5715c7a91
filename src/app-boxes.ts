// The links of the composition root to each Asterisk box: following its calls, answering its questions, calling its DIDs.
import { AmiTelephony } from './adapters/asterisk/ami/ami-telephony.ts';
import { AmiTestCaller } from './adapters/asterisk/ami/ami-test-caller.ts';
import { AriRouteQuestions } from './adapters/asterisk/ari/ari-route-questions.ts';
import type { PrometheusMetrics } from './adapters/metrics/prometheus-metrics.ts';
import type { Config } from './config/config.ts';
import { CallBook } from './core/call-book.ts';
import type { DidMatcher } from './core/did-catalogue.ts';
import type { Clock } from './ports/clock.ts';
import type { Logger } from './ports/logger.ts';

export interface BoxesOptions {
  readonly config: Config;
  /** The DIDs of this moment: a reload changes them. */
  readonly catalogue: DidMatcher;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: PrometheusMetrics;
}

export function openBoxes({ config, catalogue, clock, log, metrics }: BoxesOptions) {
  const { asterisk, country } = config;
  return {
    followed: asterisk.map(({ name, ami, trunkContexts }) => ({
      telephony: new AmiTelephony({ pbx: name, ...ami, clock, log, counters: metrics.pbx(name) }),
      book: new CallBook({ pbx: name, country, catalogue, trunkContexts }),
    })),
    /** Of the boxes whose dialplan may ask. */
    questions: asterisk.flatMap(({ name: pbx, ari }) =>
      ari ? [new AriRouteQuestions({ pbx, ...ari, clock, log, counters: metrics.routing.ari(pbx) })] : [],
    ),
    /** Of the boxes that call their own DIDs. */
    testLines: asterisk.flatMap(({ name: pbx, ami, healthTest }) => {
      if (healthTest === null) return [];
      const { schedule: when, caller: number } = healthTest;
      return [{ pbx, when, number, caller: new AmiTestCaller({ ...ami, ...healthTest, catalogue, clock }) }];
    }),
  };
}
