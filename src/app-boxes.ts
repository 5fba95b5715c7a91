// The links of the composition root to each Asterisk box: following its calls, answering its questions, calling its DIDs.
import { AmiTelephony } from './adapters/asterisk/ami/ami-telephony.ts';
import { AmiTestCaller } from './adapters/asterisk/ami/ami-test-caller.ts';
import { AriRouteQuestions } from './adapters/asterisk/ari/ari-route-questions.ts';
import type { PrometheusMetrics } from './adapters/metrics/prometheus-metrics.ts';
import type { Config } from './config/config.ts';
import { CallBook } from './core/call-book.ts';
import type { DidMatcher } from './core/did-catalogue.ts';
import { OutboundBook } from './core/outbound-book.ts';
import type { CallBacks } from './ports/call-backs.ts';
import type { Clock } from './ports/clock.ts';
import type { Logger } from './ports/logger.ts';
import { OutboundCalls } from './services/outbound-calls.ts';

export interface BoxesOptions {
  readonly config: Config;
  /** The DIDs of this moment: a reload changes them. */
  readonly catalogue: DidMatcher;
  /** Where the calls that people on the boxes make are kept. */
  readonly callBacks: CallBacks;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: PrometheusMetrics;
}

export function openBoxes({ config, catalogue, callBacks, clock, log, metrics }: BoxesOptions) {
  const { asterisk, country } = config;
  return {
    followed: asterisk.map(({ name: pbx, ami, trunkContexts, outsidePrefix }) => {
      const rules = { pbx, country, catalogue, trunkContexts };
      return {
        telephony: new AmiTelephony({ pbx, ...ami, clock, log, counters: metrics.pbx(pbx) }),
        book: new CallBook(rules),
        outbound: new OutboundCalls(new OutboundBook({ ...rules, outsidePrefix }), callBacks),
      };
    }),
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
