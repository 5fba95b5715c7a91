// Who works at the window company, their programs' tokens, and what was done lately.
import type { WireAuditEntry, WireToken, WireUser } from '../../../src/wire/user.ts';

const HOUR_MS = 3_600_000;

export function sampleUsers(now: number): WireUser[] {
  return [
    user('admin', 'admin', { from_config: true, last_seen_at: iso(now - 60_000), sessions: 2, totp: true }),
    user('olga.marketing', 'marketer', {
      created_at: iso(now - 900 * HOUR_MS),
      last_seen_at: iso(now - 2 * HOUR_MS),
      sessions: 1,
    }),
    user('anna.orlova', 'operator', {
      created_at: iso(now - 700 * HOUR_MS),
      last_seen_at: iso(now - 4 * 60_000),
      sessions: 1,
      sites: ['okna'],
    }),
    user('oleg.kim', 'operator', {
      created_at: iso(now - 700 * HOUR_MS),
      last_seen_at: iso(now - 26 * HOUR_MS),
      sites: ['okna'],
      caller_numbers: false,
    }),
    user('agency', 'marketer', {
      created_at: iso(now - 400 * HOUR_MS),
      invited: true,
      last_seen_at: null,
      sites: ['okna'],
      caller_numbers: false,
    }),
    user('former.manager', 'marketer', {
      created_at: iso(now - 2000 * HOUR_MS),
      last_seen_at: iso(now - 1200 * HOUR_MS),
      disabled: true,
    }),
  ];
}

export function sampleTokens(now: number): WireToken[] {
  return [
    {
      id: 't1',
      name: 'amoCRM',
      owner: 'admin',
      scopes: ['calls:read', 'calls:write'],
      created_at: iso(now - 800 * HOUR_MS),
      last_used_at: iso(now - 120_000),
      expires_at: null,
    },
    {
      id: 't2',
      name: 'Grafana',
      owner: 'admin',
      scopes: ['metrics:read'],
      created_at: iso(now - 300 * HOUR_MS),
      last_used_at: null,
      expires_at: iso(now + 2000 * HOUR_MS),
    },
  ];
}

export function sampleAudit(now: number): WireAuditEntry[] {
  const entry = (
    hours: number,
    who: string | null,
    what: string,
    subject: string | null,
    detail: string | null,
  ): WireAuditEntry => ({
    at: iso(now - hours * HOUR_MS),
    who,
    what,
    subject,
    detail,
    address: who === null ? '203.0.113.77' : '10.20.0.14',
  });
  return [
    entry(0.2, 'admin', 'login', null, null),
    entry(1.4, 'anna.orlova', 'call-changed', 'office-1768478400.12', 'target: true'),
    entry(2.1, 'olga.marketing', 'export', null, '1,204 calls, CSV'),
    entry(3.3, 'olga.marketing', 'recording-played', 'office-1768471200.9', null),
    entry(7.5, null, 'login-failed', 'admin', null),
    entry(26, 'admin', 'user-created', 'agency', 'role: marketer'),
    entry(27, 'admin', 'token-created', 'Grafana', 'metrics:read'),
    entry(50, 'oleg.kim', 'login', null, null),
  ];
}

export function user(name: string, role: WireUser['role'], changes: Partial<WireUser> = {}): WireUser {
  return {
    name,
    role,
    sites: null,
    caller_numbers: true,
    from_config: false,
    disabled: false,
    invited: false,
    totp: false,
    created_at: null,
    last_seen_at: null,
    sessions: 0,
    ...changes,
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
