// A real HTTP server on a free port, with everything behind it faked and recorded.
import { createHttpServer, type HttpServerOptions } from '../../../src/adapters/http/http-server.ts';
import { OperatorDoor } from '../../../src/adapters/http/operator-door.ts';
import { SiteSnippets } from '../../../src/adapters/http/site-snippets.ts';
import { CredentialCheck, tokenDigest } from '../../../src/adapters/system/credential-check.ts';
import { openAccess } from '../../../src/app-access.ts';
import type { Alert } from '../../../src/core/alert.ts';
import type { CallRecord } from '../../../src/core/call-record.ts';
import type { MissedCaller } from '../../../src/core/missed-callers.ts';
import type { PageView } from '../../../src/core/page-view.ts';
import type { Session } from '../../../src/core/session.ts';
import { timelineOf } from '../../../src/core/timeline.ts';
import type { OperatorAccount } from '../../../src/ports/operator-directory.ts';
import type { RecordingPlace } from '../../../src/ports/recordings.ts';
import type { Site } from '../../../src/ports/site-directory.ts';
import type { CodeAnswer } from '../../../src/services/re-attribution.ts';
import { PLAIN_SNIPPET } from '../../support/a-plan.ts';
import { e164 } from '../../support/builders.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeReports } from './fake-reports.ts';
import { FakeVisitors } from './fake-visitors.ts';
import { MemoryCalls } from './memory-calls.ts';
import { MemorySpend } from './memory-spend.ts';
import { PeopleStorage } from './people-storage.ts';

export const SHOP = 'https://shop.example.ru';
export const BLOG = 'https://blog.example.ru';

export const SITES: Site[] = [
  {
    id: 'shop',
    origins: [SHOP],
    replace: [e164('+74951112233')],
    pools: ['moscow'],
    moreNumbers: [],
    snippet: PLAIN_SNIPPET,
  },
  {
    id: 'blog',
    origins: [BLOG],
    replace: [e164('+74951112244')],
    pools: ['moscow'],
    moreNumbers: [],
    snippet: PLAIN_SNIPPET,
  },
];

const SITE_DIRECTORY = new Map(SITES.map((site) => [site.id, site]));

export const ACCOUNTS: OperatorAccount[] = [
  {
    name: 'admin',
    role: 'admin',
    sites: null,
    callerNumbers: null,
    passwordHash: 'hash of open sesame',
    tokenHash: tokenDigest('admin-token'),
  },
  {
    name: 'olga',
    role: 'operator',
    sites: null,
    callerNumbers: null,
    passwordHash: 'hash of secret',
    tokenHash: tokenDigest('olga-token'),
  },
  {
    name: 'robot',
    role: 'marketer',
    sites: null,
    callerNumbers: null,
    passwordHash: null,
    tokenHash: tokenDigest('robot-token'),
  },
];

/** Every DID is of the shop, and so is every pool. */
const SITE_MAP = { sitesOfDid: () => ['shop'], sitesOfPool: () => ['shop'] };

export class HttpFixture {
  readonly clock = new FakeClock();
  readonly visitors = new FakeVisitors();
  readonly calls = new MemoryCalls();
  readonly reports = new FakeReports();
  readonly spend = new MemorySpend();
  #spends = 0;
  readonly annotated: CallRecord[] = [];
  /** Calls that are further than the disk knows. */
  readonly current = new Map<string, CallRecord>();
  /** What a typed visit code does. */
  applyCode: (call: string, code: string) => CodeAnswer = () => ({ kind: 'no-such-call' });
  /** What is known of whoever calls. */
  readonly visits: Session[] = [];
  readonly views: PageView[] = [];
  readonly recordings = new Map<string, RecordingPlace>();
  missed: (from: number, to: number) => MissedCaller[] = () => [];
  alerts: Alert[] = [];
  readonly refused: string[] = [];
  readonly visitorCalls: string[] = [];
  readonly logged: string[] = [];
  readonly checkedPasswords: string[] = [];
  readonly storage = new PeopleStorage(this.clock);
  /** Accounts of the configuration. */
  accounts: readonly OperatorAccount[] = ACCOUNTS;
  /** Somebody's rights or sessions have changed so often. */
  changes = 0;
  readonly people: ReturnType<typeof openAccess>['people'];
  readonly options: HttpServerOptions;
  #ids = 0;
  readonly #http: ReturnType<typeof createHttpServer>;
  #port = 0;

  constructor(overrides: Partial<HttpServerOptions> & { publicUrl?: string } = {}) {
    const log = (details: { id: string }) => void this.logged.push(details.id);
    const { publicUrl = 'http://calls.example.ru', ...options } = overrides;
    this.people = openAccess({
      directory: { accounts: () => this.accounts },
      publicUrl,
      storage: this.storage,
      verifier: {
        password: async (hash, password) => {
          this.checkedPasswords.push(hash);
          return hash === `hash of ${password}`;
        },
        hash: async (password) => `hash of ${password}`,
        digest: tokenDigest,
        token: (hash, token) => new CredentialCheck().token(hash, token),
      },
      ids: { token: () => `${'x'.repeat(20)}${this.#ids++}`, code: () => '' },
      clock: this.clock,
      onChanged: () => {
        this.changes += 1;
      },
    }).people;
    this.options = {
      host: '127.0.0.1',
      port: 0,
      visitors: this.visitors,
      leaseRateLimit: null,
      trustedProxies: [],
      clock: this.clock,
      sites: () => SITE_DIRECTORY,
      crawlers: { isCrawler: (userAgent) => /bot/i.test(userAgent) },
      snippets: new SiteSnippets({
        template: '(SETTINGS => {})(__LEASELINE_SETTINGS__);',
        map: '{"version":3}',
        parts: { publish: 'tell(__LEASELINE_SETTINGS__);', selectors: 'put(__LEASELINE_SETTINGS__);' },
        publicUrl,
        country: 'RU',
        defer: () => 0,
        lent: () => [],
      }),
      monitorFolder: null,
      readiness: () => ({ ready: true, parts: { storage: true } }),
      metrics: { contentType: 'text/plain; version=0.0.4; charset=utf-8', text: async () => 'up 1\n' },
      people: this.people,
      siteMap: SITE_MAP,
      door: new OperatorDoor(this.people.access, publicUrl),
      calls: this.calls,
      visitCodes: { applyCode: async (call, code) => this.applyCode(call, code) },
      timeline: {
        of: (asked) => timelineOf(asked, this.visits, this.views, this.calls.records),
      },
      recordings: { find: async (call) => this.recordings.get(call.id) ?? null },
      visitorsNow: {
        list: () => this.visits.map((visit) => ({ visit, called: null })),
      },
      alerts: { recent: () => this.alerts },
      missed: { list: (from, to) => this.missed(from, to) },
      pools: () => [],
      reports: { reports: this.reports, poolFor: () => 'moscow', timeZone: 'Europe/Moscow' },
      spend: this.spend,
      ids: { token: () => `id-${++this.#spends}`, code: () => '' },
      country: 'RU',
      tracking: {
        current: (id, stored) => this.current.get(id) ?? stored,
        annotated: (record) => {
          this.annotated.push(record);
          return this.current.get(record.call.id) ?? record;
        },
      },
      meter: {
        refused: (reason) => this.refused.push(reason),
        visitorCall: (call) => this.visitorCalls.push(call),
      },
      log: { info: log, warn: log, error: log },
      ...options,
    };
    this.#http = createHttpServer(this.options);
  }

  async start(): Promise<this> {
    this.#port = (await this.#http.start()).port;
    return this;
  }

  async stop(): Promise<void> {
    const stopped = this.#http.stop();
    this.#http.server.closeAllConnections();
    await stopped;
    this.storage.close();
  }

  get port(): number {
    return this.#port;
  }

  get server() {
    return this.#http.server;
  }

  /** A server's or tool's request: fetch of Node sends neither Origin nor Sec-Fetch-Site. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.#port}${path}`, { redirect: 'manual', ...init });
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  lease(body: object = {}, headers: Record<string, string> = {}): Promise<Response> {
    return this.post('/v1/lease', { site: 'shop', ...body }, headers);
  }

  /** Logs in and answers the cookie to send. */
  async logIn(name = 'admin', password = 'open sesame'): Promise<string> {
    const response = await this.post('/v1/login', { name, password });
    return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  }
}
