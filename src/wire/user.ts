// People and programs that may use Leaseline: `/v1/users`, `/v1/tokens`, `/v1/audit`.
import { z } from 'zod';
import { OPERATOR_ROLES, type OperatorRole } from '../core/operator-role.ts';
import { TOKEN_SCOPES, type TokenScope } from '../core/token-scope.ts';

export { TOKEN_SCOPES, type TokenScope };

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

/** Letters and digits of any script, and what stands between them; no look-alike spaces, no control characters. */
const userName = z
  .string()
  .trim()
  .normalize()
  .max(100)
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._@+-]*$/u,
    'must begin with a letter or digit; then also . _ @ + - and spaces',
  );

/** NIST SP 800-63B's minimum; the maximum keeps hashing cheap. */
export const SHORTEST_PASSWORD = 8;
const newPassword = z
  .string()
  .max(1_000)
  .refine(
    (text) => [...text].length >= SHORTEST_PASSWORD,
    `must have at least ${SHORTEST_PASSWORD} characters`,
  );

const sites = z.array(z.string().min(1).max(100)).min(1).max(200).nullable();
const secret = z.string().min(1).max(200);
/** Six digits of an authenticator app; people type a space in the middle. */
const totpCode = z
  .string()
  .max(20)
  .transform((typed) => typed.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'must be six digits'));

/** `POST /v1/users` */
export const NewUserSchema = z.strictObject({
  name: userName,
  role: z.enum(OPERATOR_ROLES),
  sites: sites.default(null),
  /** Null: as is usual for the role. */
  caller_numbers: z.boolean().nullable().default(null),
});

/** `PATCH /v1/users/{name}` */
export const UserPatchSchema = z
  .strictObject({
    role: z.enum(OPERATOR_ROLES).exactOptional(),
    sites: sites.exactOptional(),
    caller_numbers: z.boolean().nullable().exactOptional(),
    disabled: z.boolean().exactOptional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, 'must change something');

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

/** `POST /v1/setup`: `token` is what stands behind the `#` of the link. */
export const SetupSchema = z.strictObject({ token: secret, name: userName, password: newPassword });

/** `POST /v1/invites/look`: whom the link is for. */
export const LookSchema = z.strictObject({ token: secret });

export interface WireInvitation {
  purpose: 'setup' | 'invite' | 'reset';
  /** Null for the set-up link: there the name is chosen. */
  name: string | null;
  expires_at: string;
}

/** `POST /v1/invites` */
export const AcceptSchema = z.strictObject({ token: secret, password: newPassword });

/** `PUT /v1/me/password` */
export const PasswordChangeSchema = z.strictObject({ old: z.string().min(1).max(1_000), new: newPassword });

/** `PUT` and `DELETE /v1/me/totp` */
export const TotpCodeSchema = z.strictObject({ code: totpCode });

/** `POST /v1/me/totp`: to be shown as a QR code and as text; counts from the `PUT` with a code on. */
export interface WireNewTotp {
  /** Base32, as authenticator apps take it. */
  secret: string;
  otpauth_url: string;
}

/** `POST /v1/tokens` */
export const NewTokenSchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(z.enum(TOKEN_SCOPES)).min(1),
  /** Null: never. */
  expires_at: z.iso.datetime({ offset: true }).nullable().default(null),
});

/** `GET /v1/audit`, newest first. */
export interface WireAuditPage {
  entries: WireAuditEntry[];
  /** The `cursor` of the following page, null on the last. */
  next: string | null;
}
