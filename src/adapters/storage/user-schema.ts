// The rows about people and programs that may use Leaseline.

export interface UserAccountRow {
  name: string;
  role: string;
  /** JSON array, null for all. */
  sites: string | null;
  /** 0, 1, or null: as is usual for the role. */
  caller_numbers: number | null;
  /** 0 or 1. */
  disabled: number;
  password_hash: string | null;
  created_at: number;
}

export interface UserStateRow {
  name: string;
  last_seen_at: number | null;
  /** Base32. */
  totp_secret: string | null;
  /** 0 or 1. */
  totp_confirmed: number;
  totp_last_step: number;
}

export interface UserSessionRow {
  digest: string;
  name: string;
  address: string;
  created_at: number;
  last_used_at: number;
}

export interface UserTokenRow {
  id: string;
  name: string;
  owner: string;
  digest: string;
  /** JSON array. */
  scopes: string;
  created_at: number;
  last_used_at: number | null;
  expires_at: number | null;
}

export interface OneTimeLinkRow {
  digest: string;
  purpose: string;
  /** Null for the set-up link. */
  name: string | null;
  expires_at: number;
}

export interface AuditRow {
  at: number;
  who: string | null;
  what: string;
  subject: string | null;
  detail: string | null;
  address: string | null;
}

export interface UserSchema {
  user_account: UserAccountRow;
  user_state: UserStateRow;
  user_session: UserSessionRow;
  user_token: UserTokenRow;
  one_time_link: OneTimeLinkRow;
  /** Ids count up. */
  audit_entry: AuditRow & { id: number };
}
