// People and programs that may use Leaseline: `/v1/users`, `/v1/tokens`, `/v1/audit`.
import type { OperatorRole } from '../core/operator-role.ts';

export interface WireUser {
  name: string;
  role: OperatorRole;
  /** Site ids they are limited to; null for all. */
  sites: string[] | null;
  /** Whether they see callers' numbers whole. */
  caller_numbers: boolean;
  /** Written in the YAML: changed there, not here. */
  from_config: boolean;
  disabled: boolean;
  /** They have not followed their link yet, and have no password. */
  invited: boolean;
  totp: boolean;
  created_at: string | null;
  last_seen_at: string | null;
  sessions: number;
}

/** What a token may do, each less than what its owner may. */
export const TOKEN_SCOPES = [
  'calls:read',
  'calls:write',
  'reports:read',
  'live:read',
  'metrics:read',
] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

export interface WireToken {
  id: string;
  name: string;
  owner: string;
  scopes: TokenScope[];
  created_at: string;
  last_used_at: string | null;
  expires_at: string | null;
}

/** `POST /v1/tokens`: the only time that the secret is shown. */
export interface WireNewToken extends WireToken {
  token: string;
}

export interface WireAuditEntry {
  at: string;
  /** Null for somebody who was not logged in. */
  who: string | null;
  /** `login`, `login-failed`, `user-created`, `call-changed`, `recording-played`, `export` ... */
  what: string;
  /** Of what: a call, a user, a token. */
  subject: string | null;
  detail: string | null;
  address: string | null;
}

/** A link that lets one person in once: `POST /v1/users` and `POST /v1/users/{name}/link`. */
export interface WireOneTimeLink {
  /** Shown this once; the secret stands behind its `#`. */
  link: string;
  expires_at: string;
}

/** `POST /v1/users` */
export interface WireNewUser extends WireUser {
  invite: WireOneTimeLink;
}

export interface WireInvitation {
  purpose: 'setup' | 'invite' | 'reset';
  /** Null for the set-up link: there the name is chosen. */
  name: string | null;
  expires_at: string;
}

/** `POST /v1/me/totp`: to be shown as a QR code and as text; counts from the `PUT` with a code on. */
export interface WireNewTotp {
  /** Base32, as authenticator apps take it. */
  secret: string;
  otpauth_url: string;
}

/** `GET /v1/audit`, newest first. */
export interface WireAuditPage {
  entries: WireAuditEntry[];
  /** The `cursor` of the following page, null on the last. */
  next: string | null;
}
