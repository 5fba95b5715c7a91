// Accounts made in the monitor, sessions, tokens, one-time links, the audit log; and the site of a call.

/**
 * Times are ms since the epoch; `sites` and `scopes` are JSON arrays. Secrets are kept as SHA-256, hex. Row types:
 * user-schema.ts. `user_state` is of every user, of those in the YAML, too.
 */
export const users = `
CREATE TABLE user_account (
  name TEXT PRIMARY KEY,
  role TEXT NOT NULL,
  sites TEXT,
  caller_numbers INTEGER,
  disabled INTEGER NOT NULL,
  password_hash TEXT,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE user_state (
  name TEXT PRIMARY KEY,
  last_seen_at INTEGER,
  totp_secret TEXT,
  totp_confirmed INTEGER NOT NULL DEFAULT 0,
  totp_last_step INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE user_session (
  digest TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE user_token (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  owner TEXT NOT NULL,
  digest TEXT NOT NULL UNIQUE,
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER,
  expires_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE one_time_link (
  digest TEXT PRIMARY KEY,
  purpose TEXT NOT NULL,
  name TEXT,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_entry (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  who TEXT,
  what TEXT NOT NULL,
  subject TEXT,
  detail TEXT,
  address TEXT
) STRICT;
CREATE INDEX audit_by_time ON audit_entry (at, id);
CREATE INDEX audit_by_who ON audit_entry (who, at, id);
CREATE INDEX audit_by_what ON audit_entry (what, at, id);

-- Of the current attribution, copied as source, medium and campaign are.
ALTER TABLE call ADD COLUMN site TEXT;
UPDATE call SET site = (
  SELECT site FROM attribution WHERE attribution.call = call.id AND attribution.version = call.attribution_version
);
CREATE INDEX call_by_site ON call (site, started_at, id, did);
`;
