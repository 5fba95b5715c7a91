// The operators' API of the fake server, over the sample data. What is changed stays changed while it runs.
import type { WireAccuracy } from '../../../src/wire/accuracy.ts';
import type { WireCall, WireCallDetail } from '../../../src/wire/call.ts';
import type { WireAgentReport, WireCallReport, WirePoolReport, WireTrend } from '../../../src/wire/report.ts';
import type { WireSpend } from '../../../src/wire/spend.ts';
import type { WireToken, WireUser } from '../../../src/wire/user.ts';
import { grouped } from './grouped.ts';
import { sampleHistory } from './sample-history.ts';
import { sampleMissed } from './sample-missed.ts';
import { sampleAudit, sampleTokens, sampleUsers, user } from './sample-people.ts';
import {
  type Asked,
  sampleCallReport,
  sampleFunnel,
  sampleHeatmap,
  sampleTrend,
  within,
} from './sample-reports.ts';
import { sampleSpend } from './sample-spend.ts';
import { sampleTimeline } from './sample-timeline.ts';
import { sampleVisitors } from './sample-visitors.ts';

export interface FakeAnswer {
  readonly status: number;
  readonly body?: unknown;
}

type Body = Record<string, unknown>;
type Handler = (request: { part: string; query: URLSearchParams; body: Body }) => FakeAnswer;

const PAGE = 50;

export class FakeOperatorApi {
  readonly #now: number;
  history: WireCall[];
  users: WireUser[];
  tokens: WireToken[];
  spend: WireSpend[];
  readonly #handlers: Record<string, Handler>;

  constructor(now: number) {
    this.#now = now;
    this.history = sampleHistory(now);
    this.users = sampleUsers(now);
    this.tokens = sampleTokens(now);
    this.spend = sampleSpend(now);
    this.#handlers = {
      'GET /v1/calls': ({ query }) => this.#calls(query),
      'GET /v1/calls/*': ({ part }) => this.#call(part),
      'PATCH /v1/calls/*': ({ part, body }) => this.#change(part, body),
      'GET /v1/calls/*/timeline': ({ part }) =>
        this.#found(part, (call) => sampleTimeline(call, this.history)),
      'GET /v1/visitors': () => ok(sampleVisitors(this.#now, this.history)),
      'GET /v1/missed': ({ query }) =>
        ok(sampleMissed(this.history, ...this.#period(query), query.get('state'))),
      'GET /v1/reports/calls': ({ query }) => ok(sampleCallReport(this.history, this.#asked(query))),
      'GET /v1/reports/trend': ({ query }) =>
        ok(sampleTrend(this.history, this.#asked(query), (query.get('step') ?? 'day') as WireTrend['step'])),
      'GET /v1/reports/heatmap': ({ query }) => ok(sampleHeatmap(this.history, ...this.#period(query))),
      'GET /v1/reports/funnel': ({ query }) => ok(sampleFunnel(this.history, ...this.#period(query))),
      'GET /v1/reports/agents': ({ query }) => ok(this.#agents(query)),
      'GET /v1/reports/pools': ({ query }) => ok(this.#pools(query)),
      'GET /v1/reports/accuracy': () => ok(ACCURACY),
      'GET /v1/spend': () => ok({ spend: this.spend, more: 0 }),
      'POST /v1/spend': ({ body }) => this.#addSpend(body),
      'DELETE /v1/spend/*': ({ part }) => {
        this.spend = this.spend.filter(({ id }) => id !== part);
        return { status: 204 };
      },
      'POST /v1/spend/import': ({ body }) => this.#importSpend(body),
      'GET /v1/users': () => ok({ users: this.users }),
      'POST /v1/users': ({ body }) => this.#addUser(body),
      'PATCH /v1/users/*': ({ part, body }) => {
        this.users = this.users.map((one) => (one.name === part ? { ...one, ...body } : one));
        const changed = this.users.find(({ name }) => name === part);
        return changed ? ok(changed) : missing;
      },
      'DELETE /v1/users/*': ({ part }) => {
        this.users = this.users.filter(({ name }) => name !== part);
        return { status: 204 };
      },
      'GET /v1/tokens': () => ok({ tokens: this.tokens }),
      'POST /v1/tokens': ({ body }) => this.#addToken(body),
      'DELETE /v1/tokens/*': ({ part }) => {
        this.tokens = this.tokens.filter(({ id }) => id !== part);
        return { status: 204 };
      },
      'GET /v1/audit': () => ok({ entries: sampleAudit(this.#now), next: null }),
      'PUT /v1/me/password': ({ body }) =>
        body['old'] === 'admin'
          ? { status: 204 }
          : refused(422, 'wrong-password', 'That is not your present password.'),
      'POST /v1/me/totp': () =>
        ok({
          secret: 'JBSWY3DPEHPK3PXP',
          otpauth_url: 'otpauth://totp/Leaseline:admin?secret=JBSWY3DPEHPK3PXP&issuer=Leaseline',
        }),
      'PUT /v1/me/totp': ({ body }) => this.#totp(body),
      'DELETE /v1/me/totp': ({ body }) => this.#totp(body),
      'POST /v1/logout-everywhere': () => ({ status: 204 }),
      'POST /v1/invites/look': ({ body }) =>
        body['token'] === 'inv1tat10n'
          ? ok({ purpose: 'invite', name: 'new.colleague', expires_at: this.#later() })
          : body['token'] === 'f1rst'
            ? ok({ purpose: 'setup', name: null, expires_at: this.#later() })
            : gone,
      'POST /v1/setup': ({ body }) =>
        body['token'] === 'f1rst' ? ok({ name: body['name'], role: 'admin' }) : gone,
      'POST /v1/invites': ({ body }) =>
        body['token'] === 'inv1tat10n' ? ok({ name: 'new.colleague', role: 'operator' }) : gone,
      'POST /v1/users/*/link': () => ok(this.#link()),
      'DELETE /v1/users/*/sessions': ({ part }) => {
        this.users = this.users.map((one) => (one.name === part ? { ...one, sessions: 0 } : one));
        return { status: 204 };
      },
    };
  }

  /** Takes a route away. */
  without(route: string): void {
    delete this.#handlers[route];
  }

  /** Null where there is no such route. */
  answer(method: string, url: URL, text: string): FakeAnswer | null {
    const [, version, first = '', part, ...rest] = url.pathname.split('/');
    const plain = this.#handlers[`${method} ${url.pathname}`];
    const star =
      part === undefined
        ? undefined
        : this.#handlers[[`${method} /${version}/${first}/*`, ...rest].join('/')];
    const handler = plain ?? star;
    if (!handler) return null;
    const body = text === '' ? {} : (JSON.parse(text) as Body);
    return handler({ part: decodeURIComponent(part ?? ''), query: url.searchParams, body });
  }

  #calls(query: URLSearchParams): FakeAnswer {
    const [from, to] = this.#period(query);
    const caller = (query.get('caller') ?? '').replace(/\D/g, '');
    const matches = within(this.history, from, to).filter(
      (call) =>
        (!query.has('source') || call.attribution.touchpoint?.source === query.get('source')) &&
        (!query.has('outcome') || call.outcome === query.get('outcome')) &&
        (!query.has('did') || call.did === query.get('did')) &&
        (caller === '' || (call.caller ?? '').replace(/\D/g, '').endsWith(caller.slice(-10))),
    );
    const start = Number(query.get('cursor') ?? 0);
    const size = Number(query.get('limit') ?? PAGE);
    const next = start + size < matches.length ? String(start + size) : null;
    return ok({ calls: matches.slice(start, start + size), next });
  }

  #call(id: string): FakeAnswer {
    return this.#found(id, (call): WireCallDetail => {
      const version = { version: 1, at: call.started_at, ...call.attribution };
      const corrected = call.attribution.method === 'visit-code';
      return {
        ...call,
        attributions: corrected
          ? [
              { ...version, method: 'lease', confidence: 0.64 },
              { ...version, version: 2 },
            ]
          : [version],
      };
    });
  }

  #found(id: string, then: (call: WireCall) => unknown): FakeAnswer {
    const call = this.history.find((one) => one.id === id);
    return call ? ok(then(call)) : missing;
  }

  #change(id: string, { visit_code: _code, ...changes }: Body): FakeAnswer {
    this.history = this.history.map((call) => (call.id === id ? { ...call, ...changes } : call));
    return this.#call(id);
  }

  #agents(query: URLSearchParams): WireAgentReport {
    const answered = within(this.history, ...this.#period(query)).filter(({ agents }) => agents.length > 0);
    const rows = [...grouped(answered, ({ agents }) => agents[0] ?? '')].map(([agent, calls], index) => ({
      agent,
      answered: calls.length,
      talk_s: Math.round(calls.reduce((sum, { talk_s }) => sum + (talk_s ?? 0), 0) / calls.length),
      wait_s: Math.round(calls.reduce((sum, { wait_s }) => sum + (wait_s ?? 0), 0) / calls.length),
      target: calls.filter(({ target }) => target === true).length,
      value: calls.reduce((sum, { value }) => sum + (value ?? 0), 0),
      called_back: 4 + index * 3,
    }));
    return { rows: rows.sort((a, b) => b.answered - a.answered) };
  }

  #pools(query: URLSearchParams): WirePoolReport {
    const calls = within(this.history, ...this.#period(query)).length;
    return {
      rows: [
        {
          pool: 'moscow',
          size: 40,
          lent: calls * 18,
          calls: Math.round(calls * 0.8),
          turned_away: 12,
          turned_away_share: 0.0006,
          numbers_needed: 38,
          advice: null,
        },
        {
          pool: 'petersburg',
          size: 19,
          lent: calls * 4,
          calls: Math.round(calls * 0.14),
          turned_away: 214,
          turned_away_share: 0.046,
          numbers_needed: 27,
          advice: 'Pool petersburg: 19 numbers; add 8 numbers for at most 1 %.',
        },
      ],
    };
  }

  #addSpend(body: Body): FakeAnswer {
    if (typeof body['amount'] !== 'number')
      return refused(422, 'invalid-body', 'The amount is not a number.');
    const entry = {
      id: `sp-${this.spend.length}`,
      medium: null,
      campaign: null,
      site: null,
      to: body['from'],
      ...body,
    } as unknown as WireSpend;
    this.spend = [entry, ...this.spend];
    return { status: 201, body: entry };
  }

  #importSpend(body: Body): FakeAnswer {
    const lines = String(body['csv']).trim().split(/\r?\n/).slice(1);
    const faults = lines.flatMap((line, index) =>
      /\d/.test(line) ? [] : [{ line: index + 2, message: 'the amount is not a number' }],
    );
    return ok({ imported: lines.length - faults.length, amount: lines.length * 1250, faults });
  }

  #addUser(body: Body): FakeAnswer {
    const name = String(body['name']);
    if (this.users.some((one) => one.name === name))
      return refused(409, 'name-taken', 'Somebody has that name already.');
    const added = user(name, body['role'] as WireUser['role'], {
      ...body,
      invited: true,
      created_at: new Date(this.#now).toISOString(),
    });
    this.users = [...this.users, added];
    return { status: 201, body: { ...added, invite: this.#link() } };
  }

  #link() {
    return {
      link: 'https://calls.okna-meridian.example/monitor/invite#inv1tat10n',
      expires_at: this.#later(),
    };
  }

  #later(): string {
    return new Date(this.#now + 72 * 3_600_000).toISOString();
  }

  #totp(body: Body): FakeAnswer {
    return body['code'] === '123456'
      ? { status: 204 }
      : refused(422, 'wrong-code', 'The code is wrong, or was used.');
  }

  #addToken(body: Body): FakeAnswer {
    const token: WireToken = {
      id: `t${this.tokens.length + 1}`,
      name: String(body['name']),
      owner: 'admin',
      scopes: body['scopes'] as WireToken['scopes'],
      created_at: new Date(this.#now).toISOString(),
      last_used_at: null,
      expires_at: (body['expires_at'] as string | undefined) ?? null,
    };
    this.tokens = [...this.tokens, token];
    return { status: 201, body: { ...token, token: 'lsl_4fJ9c2Vn0qXr8TzKw1Yb6Hm3' } };
  }

  #period(query: URLSearchParams): [from: number, to: number] {
    const read = (key: string, otherwise: number) =>
      query.has(key) ? Date.parse(query.get(key) ?? '') : otherwise;
    return [read('from', 0), read('to', this.#now + 86_400_000)];
  }

  #asked(query: URLSearchParams): Asked {
    const [from, to] = this.#period(query);
    return {
      from,
      to,
      by: (query.get('by') ?? '').split(',').filter(Boolean) as WireCallReport['by'],
      model: (query.get('model') ?? 'last') as WireCallReport['model'],
      compare: query.get('compare'),
    };
  }
}

const gone = refused(410, 'link-gone', 'The link was used, or has expired.');
const missing: FakeAnswer = refused(404, 'unknown-call', 'There is nothing of that name.');

const ACCURACY: WireAccuracy = {
  labelled: 120,
  right: 101,
  wrong: 8,
  unattributed: 11,
  bands: [
    {
      confidence_from: 0.9,
      confidence_to: 1,
      right: 80,
      wrong: 1,
      right_share: 0.988,
      mean_confidence: 0.97,
    },
    {
      confidence_from: 0.7,
      confidence_to: 0.9,
      right: 14,
      wrong: 3,
      right_share: 0.824,
      mean_confidence: 0.81,
    },
    {
      confidence_from: 0.5,
      confidence_to: 0.7,
      right: 5,
      wrong: 2,
      right_share: 0.714,
      mean_confidence: 0.62,
    },
    { confidence_from: 0, confidence_to: 0.5, right: 2, wrong: 2, right_share: 0.5, mean_confidence: 0.41 },
  ],
};

function ok(body: unknown): FakeAnswer {
  return { status: 200, body };
}

function refused(status: number, code: string, detail: string): FakeAnswer {
  return { status, body: { type: `urn:leaseline:${code}`, title: 'Refused', status, detail } };
}
