// The owner's program asked over HTTP: POST of the call as JSON, answered with a destination's name.
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Millis } from '../../core/millis.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Advice, AdviceFailure, RouteAdviser, RouteMatter } from '../../ports/route-adviser.ts';
import { toWireCall } from '../../wire/call.ts';

export interface HttpRouteAdviserOptions {
  readonly url: string;
  /** For the whole answer. */
  readonly timeout: Millis;
  /** Signs the request; null for none. */
  readonly secret: string | null;
  readonly clock: Clock;
}

const HookAnswer = z.object({ destination: z.string().max(100).nullable().default(null) });
/** Far more than a name needs. */
const LONGEST_ANSWER = 10_000;

export class HttpRouteAdviser implements RouteAdviser {
  readonly #options: HttpRouteAdviserOptions;

  constructor(options: HttpRouteAdviserOptions) {
    this.#options = options;
  }

  async advise({ record, lastAgent, destinations, proposed }: RouteMatter): Promise<Advice> {
    const { url, timeout } = this.#options;
    const body = JSON.stringify({ call: toWireCall(record), last_agent: lastAgent, destinations, proposed });
    const signal = AbortSignal.timeout(timeout);
    try {
      const headers = { 'content-type': 'application/json', ...this.#signature(body) };
      const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'error' });
      if (!response.ok) {
        await response.body?.cancel();
        return failed('refused');
      }
      // No content is a way to leave it to the rules.
      const text = await bounded(response);
      if (text === '') return { ok: true, destination: null };
      const read = HookAnswer.safeParse(JSON.parse(text));
      return read.success ? { ok: true, destination: read.data.destination } : failed('garbled');
    } catch (error) {
      if (signal.aborted) return failed('timeout');
      return failed(error instanceof SyntaxError || error instanceof RangeError ? 'garbled' : 'unreachable');
    }
  }

  /** `t=1790000000,v1=<hex HMAC-SHA256 of "t.body">`: the time is signed too, so that no request can be sent again later. */
  #signature(body: string): Record<string, string> {
    const { secret, clock } = this.#options;
    if (secret === null) return {};
    const t = Math.floor(clock.now() / 1_000);
    const v1 = createHmac('sha256', secret).update(`${t}.${body}`).digest('hex');
    return { 'leaseline-signature': `t=${t},v1=${v1}` };
  }
}

/** @throws RangeError when it is longer than any sound answer */
async function bounded(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.byteLength;
    if (length > LONGEST_ANSWER) throw new RangeError('the answer is too long');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8').trim();
}

function failed(failure: AdviceFailure): Advice {
  return { ok: false, failure };
}
