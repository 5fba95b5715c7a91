// The fast path: visitor calls are answered before express sees the request, which would cost five times as much.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../../ports/logger.ts';
import type { HttpMeter } from './http-meter.ts';
import type { OriginRules } from './origin-rules.ts';
import { readBody } from './read-body.ts';
import { TurnOutbox } from './turn-outbox.ts';
import { refusal, sendVisitorAnswer, type VisitorAnswer } from './visitor-answer.ts';
import { type VisitorCall, visitorCall } from './visitor-call.ts';
import { foreignOrigin, type VisitorDesk } from './visitor-desk.ts';

const ALLOWED_METHODS = 'POST, OPTIONS';

/** To a browser that asks first whether it may POST (Fetch standard, CORS-preflight); good for 2 h, Chromium's most. */
const PREFLIGHT: VisitorAnswer = {
  kind: 'nothing',
  headers: [
    ...['Access-Control-Allow-Methods', 'POST'],
    ...['Access-Control-Allow-Headers', 'Content-Type'],
    ...['Access-Control-Max-Age', '7200'],
    ...['Allow', ALLOWED_METHODS],
  ],
};

export interface VisitorEndpointOptions {
  readonly desk: VisitorDesk;
  readonly origins: OriginRules;
  readonly meter: HttpMeter;
  readonly log: Logger;
}

export class VisitorEndpoint {
  readonly #outbox = new TurnOutbox();
  readonly #desk: VisitorDesk;
  readonly #origins: OriginRules;
  readonly #meter: HttpMeter;
  readonly #log: Logger;

  constructor({ desk, origins, meter, log }: VisitorEndpointOptions) {
    this.#desk = desk;
    this.#origins = origins;
    this.#meter = meter;
    this.#log = log;
  }

  /** Answers a visitor call; false when the request is something else. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    const call = visitorCall(request.url ?? '');
    if (call === null) return false;
    const { origin } = request.headers;
    const readableBy = origin !== undefined && this.#origins.knows(origin) ? origin : null;
    const send = (answer: VisitorAnswer) => {
      if (answer.kind === 'problem') this.#meter.refused(answer.code);
      else if (answer !== PREFLIGHT) this.#meter.visitorCall(call.kind);
      sendVisitorAnswer(response, answer, readableBy);
    };

    if (request.method !== 'POST' && request.method !== 'OPTIONS') {
      send(refusal('method-not-allowed', {}, ['Allow', ALLOWED_METHODS]));
    } else if (origin !== undefined && readableBy === null) {
      send(foreignOrigin(origin));
    } else if (request.method === 'OPTIONS') {
      send(PREFLIGHT);
    } else {
      this.#answer(call, request, send);
    }
    return true;
  }

  #answer(call: VisitorCall, request: IncomingMessage, send: (answer: VisitorAnswer) => void): void {
    const fail = (error: unknown) => {
      this.#log.error({ id: 'VISITOR_CALL_FAILED', call: call.kind, error }, 'a visitor call failed');
      send(refusal('internal'));
    };
    readBody(request, (body) => {
      if (body.kind === 'too-large') {
        send(refusal('body-too-large', {}, body.endless ? ['Connection', 'close'] : []));
        return;
      }
      try {
        const answer = this.#desk.answer(call, body.text, request);
        // Leases resolve together, when their common commit is done; the others are brought together here.
        if (answer instanceof Promise) answer.then(send, fail);
        else this.#outbox.add(() => send(answer));
      } catch (error) {
        fail(error);
      }
    });
  }
}
