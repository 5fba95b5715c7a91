// The three visitor calls, from the text of a body to an answer.
import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../ports/clock.ts';
import type { CrawlerDetector } from '../../ports/crawler-detector.ts';
import type { LeaseAnswer, LeaseDemand, VisitorCalls } from '../../services/lease-answer.ts';
import { ActivityRequestSchema, LeaseRequestSchema, type LeaseResponse } from '../../wire/lease.ts';
import { boundedIds, boundedPage } from '../../wire/page.ts';
import { addressKey } from './address-key.ts';
import { type ClientAddress, isLoopback } from './client-address.ts';
import type { OriginRules } from './origin-rules.ts';
import { parseJsonBody } from './parse-json-body.ts';
import type { RateLimit } from './rate-limit.ts';
import { refusal, type VisitorAnswer } from './visitor-answer.ts';
import type { VisitorCall } from './visitor-call.ts';

/**
 * `text/plain` because sendBeacon may send nothing else across origins without a preflight; the form type and none at
 * all because that is what `curl -d` and plain HTTP clients send when an owner tries the service by hand.
 */
const BODY_TYPES = ['application/json', 'text/plain', 'application/x-www-form-urlencoded', ''];

export interface VisitorDeskOptions {
  readonly visitors: VisitorCalls;
  readonly origins: OriginRules;
  readonly leaseRateLimit: RateLimit | null;
  readonly clientAddress: ClientAddress;
  readonly crawlers: CrawlerDetector;
  readonly clock: Clock;
}

export class VisitorDesk {
  readonly #options: VisitorDeskOptions;

  constructor(options: VisitorDeskOptions) {
    this.#options = options;
  }

  answer(call: VisitorCall, text: string, request: IncomingMessage): VisitorAnswer | Promise<VisitorAnswer> {
    switch (call.kind) {
      case 'lease':
        return this.#lease(text, request);
      case 'activity':
        return this.#activity(call.token, text, request);
      case 'release':
        this.#options.visitors.release(call.token);
        return { kind: 'nothing' };
    }
  }

  #lease(text: string, request: IncomingMessage): VisitorAnswer | Promise<VisitorAnswer> {
    const { visitors, origins, leaseRateLimit, clientAddress, crawlers, clock } = this.#options;
    const body = parseJsonBody(LeaseRequestSchema, text, request.headers, BODY_TYPES);
    if (!body.ok) return refusal(body.code, body.extras);
    const { site, visitor, session, numbers, page, ids, engagement, consent } = body.value;
    if (!origins.hasSite(site)) {
      return refusal('unknown-site', { detail: `no site in the configuration has the id '${site}'` });
    }
    const { origin } = request.headers;
    if (origin !== undefined && !origins.allows(site, origin)) return foreignOrigin(origin);
    const address = clientAddress(request);
    // The owner's own programs on this machine are no flood.
    const subscriber = isLoopback(address) ? null : addressKey(address);
    const wait = subscriber === null ? 0 : (leaseRateLimit?.take(subscriber, clock.now()) ?? 0);
    if (wait > 0) return refusal('rate-limited', {}, ['Retry-After', String(Math.ceil(wait / 1000))]);
    const demand: LeaseDemand = {
      site,
      visitor: visitor ?? null,
      session: session ?? null,
      page: boundedPage(page ?? {}),
      ids: boundedIds(ids ?? {}),
      engagement: engagement ?? 'visible',
      anonymous: consent === 'anonymous',
      numbers: numbers ?? null,
      address,
      subscriber,
      crawler: crawlers.isCrawler(request.headers['user-agent'] ?? '', { local: subscriber === null }),
    };
    return visitors.lease(demand).then(leaseAnswer);
  }

  #activity(token: string, text: string, request: IncomingMessage): VisitorAnswer {
    const body = parseJsonBody(ActivityRequestSchema, text, request.headers, BODY_TYPES);
    if (!body.ok) return refusal(body.code, body.extras);
    const { engagement, page } = body.value;
    const answer = this.#options.visitors.activity(token, {
      engagement,
      page: page ? boundedPage(page) : null,
    });
    if (answer.kind === 'gone') return refusal('lease-gone', { detail: 'ask for a new lease' });
    return { kind: 'json', value: { expires_in_s: answer.expiresInS, heartbeat_s: answer.heartbeatS } };
  }
}

export function foreignOrigin(origin: string): VisitorAnswer {
  return refusal('foreign-origin', { detail: `if ${origin} is yours, add it to the site's origins` });
}

function leaseAnswer(answer: LeaseAnswer): VisitorAnswer {
  if (answer.kind === 'no-such-number') {
    const message = 'none of them is printed on this site: see `replace` in its configuration';
    return refusal('invalid-body', { errors: [{ path: 'numbers', message }] });
  }
  const value: LeaseResponse = {
    token: answer.token,
    session: answer.session,
    visitor: answer.visitor,
    numbers: answer.numbers,
    pool: answer.pool,
    region: answer.region,
    expires_in_s: answer.expiresInS,
    heartbeat_s: answer.heartbeatS,
    overflow: answer.overflow,
    visit_code: answer.visitCode,
  };
  return { kind: 'json', value };
}
