// How an operator shows who they are over HTTP: a session cookie from browsers, a bearer token from programs.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { OperatorView } from '../../core/operator-view.ts';
import type { Operator, OperatorAccess } from '../../services/operator-access.ts';
import { SESSION_TTL } from '../../services/operator-sessions.ts';

const COOKIE = 'leaseline_session';

export type Identity =
  | { readonly by: 'cookie'; readonly operator: Operator; readonly session: string }
  | { readonly by: 'bearer'; readonly operator: Operator };

/** Whether a WebSocket handshake may go on, and what its client may see. */
export type SocketAdmission = OperatorView | 'unauthenticated' | 'cross-site' | 'scope-missing';

export class OperatorDoor {
  readonly #access: OperatorAccess;
  readonly #publicOrigin: string;
  readonly #secure: boolean;

  /** @param publicUrl where browsers reach the service. */
  constructor(access: OperatorAccess, publicUrl: string) {
    this.#access = access;
    const { origin, protocol } = new URL(publicUrl);
    this.#publicOrigin = origin;
    this.#secure = protocol === 'https:';
  }

  /** Null for nobody we know. A bearer token, right or wrong, goes before a cookie. */
  identify(headers: IncomingHttpHeaders): Identity | null {
    const token = bearerToken(headers);
    if (token !== null) {
      const operator = this.#access.byToken(token);
      return operator && { by: 'bearer', operator };
    }
    const session = this.sessionOf(headers);
    const operator = session === null ? null : this.#access.bySession(session);
    return operator && session !== null ? { by: 'cookie', operator, session } : null;
  }

  sessionOf(headers: IncomingHttpHeaders): string | null {
    for (const pair of (headers.cookie ?? '').split(';')) {
      const equals = pair.indexOf('=');
      if (pair.slice(0, equals).trim() === COOKIE) return pair.slice(equals + 1).trim();
    }
    return null;
  }

  /**
   * Whether a browser says that our own page sent this. Without Sec-Fetch-Site (old browsers, plain http) the Origin
   * decides, which every browser sends with a POST or PATCH; with neither header it is not proven.
   */
  isSameOrigin(headers: IncomingHttpHeaders): boolean {
    const site = headers['sec-fetch-site'];
    return site === undefined ? this.#hasOwnOrigin(headers) : site === 'same-origin';
  }

  /**
   * For `WS /v1/live`: a foreign page must not open a socket with the operator's cookie. Every browser sends Origin
   * with a handshake; not all send Sec-Fetch-Site.
   */
  admitSocket({ headers }: IncomingMessage): SocketAdmission {
    const identity = this.identify(headers);
    if (!identity) return 'unauthenticated';
    if (identity.by === 'cookie' && !this.#hasOwnOrigin(headers)) return 'cross-site';
    const { sites, callerNumbers, scopes } = identity.operator;
    if (scopes !== null && !scopes.includes('live:read')) return 'scope-missing';
    return { sites, callerNumbers };
  }

  #hasOwnOrigin({ origin, host }: IncomingHttpHeaders): boolean {
    if (origin === undefined) return false;
    return origin === this.#publicOrigin || (URL.canParse(origin) && new URL(origin).host === host);
  }

  cookieFor(session: string): string {
    return this.#cookie(session, SESSION_TTL / 1000);
  }

  expiredCookie(): string {
    return this.#cookie('', 0);
  }

  #cookie(value: string, maxAgeS: number): string {
    const secure = this.#secure ? '; Secure' : '';
    return `${COOKIE}=${value}; Path=/; Max-Age=${maxAgeS}; HttpOnly; SameSite=Strict${secure}`;
  }
}

function bearerToken({ authorization }: IncomingHttpHeaders): string | null {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? null;
}
