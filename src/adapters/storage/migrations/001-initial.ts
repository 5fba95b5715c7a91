// The first schema: sessions, leases, calls and attributions.

/** Times are ms since the epoch. Row types: lease-schema.ts, call-schema.ts. */
export const initial = `
CREATE TABLE session (
  id TEXT PRIMARY KEY,
  visitor TEXT NOT NULL,
  site TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  source TEXT NOT NULL,
  medium TEXT NOT NULL,
  campaign TEXT,
  term TEXT,
  content TEXT,
  click_ids TEXT NOT NULL,
  referrer TEXT,
  landing_page TEXT,
  page_url TEXT NOT NULL,
  page_title TEXT,
  page_views INTEGER NOT NULL,
  country TEXT,
  region TEXT,
  city TEXT,
  ids TEXT NOT NULL,
  visit_code TEXT NOT NULL,
  referred INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Forgetting reads no further than the rows it drops, however many are kept for their calls.
CREATE INDEX session_to_forget ON session (last_seen_at) WHERE referred = 0;

CREATE TABLE lease (
  token TEXT PRIMARY KEY,
  pool TEXT NOT NULL,
  did TEXT NOT NULL,
  site TEXT NOT NULL,
  visitor TEXT NOT NULL,
  session TEXT NOT NULL REFERENCES session (id),
  granted_at INTEGER NOT NULL,
  engagement TEXT NOT NULL,
  last_activity_at INTEGER NOT NULL,
  intent_at INTEGER,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER,
  linger_until INTEGER,
  cool_until INTEGER,
  referred INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX lease_by_end ON lease (ended_at);
CREATE INDEX lease_to_forget ON lease (ended_at) WHERE referred = 0 AND ended_at IS NOT NULL;
CREATE INDEX lease_by_session ON lease (session);

CREATE TABLE call (
  id TEXT PRIMARY KEY,
  pbx TEXT NOT NULL,
  linkedid TEXT NOT NULL,
  did TEXT NOT NULL,
  did_raw TEXT NOT NULL,
  caller TEXT,
  caller_raw TEXT,
  caller_name TEXT,
  state TEXT NOT NULL,
  outcome TEXT,
  ending TEXT,
  started_at INTEGER NOT NULL,
  answered_at INTEGER,
  ended_at INTEGER,
  agents TEXT NOT NULL,
  recording TEXT,
  repeat INTEGER NOT NULL,
  source TEXT,
  medium TEXT,
  campaign TEXT,
  attribution_version INTEGER NOT NULL,
  tags TEXT NOT NULL DEFAULT '[]',
  note TEXT,
  value REAL,
  target INTEGER
) STRICT;

CREATE INDEX call_by_start ON call (started_at, id);
CREATE INDEX call_by_did ON call (did, started_at, id);
CREATE INDEX call_by_caller ON call (caller, started_at, id);
CREATE INDEX call_by_source ON call (source, started_at, id);
CREATE INDEX call_by_outcome ON call (outcome, started_at, id);
CREATE INDEX call_open ON call (started_at) WHERE ended_at IS NULL;

CREATE TABLE attribution (
  call TEXT NOT NULL REFERENCES call (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  method TEXT NOT NULL,
  confidence REAL NOT NULL,
  reasons TEXT NOT NULL,
  candidates TEXT NOT NULL,
  site TEXT,
  lease TEXT,
  session TEXT,
  visitor TEXT,
  source TEXT,
  medium TEXT,
  campaign TEXT,
  term TEXT,
  content TEXT,
  click_ids TEXT,
  referrer TEXT,
  landing_page TEXT,
  page_url TEXT,
  page_title TEXT,
  region TEXT,
  PRIMARY KEY (call, version)
) STRICT, WITHOUT ROWID;

CREATE INDEX attribution_by_lease ON attribution (lease) WHERE lease IS NOT NULL;
CREATE INDEX attribution_by_session ON attribution (session) WHERE session IS NOT NULL;

-- A lease or session that a call refers to is kept as long as the call. Attributions are only inserted and deleted.
CREATE TRIGGER attribution_refers AFTER INSERT ON attribution BEGIN
  UPDATE lease SET referred = 1 WHERE token = NEW.lease;
  UPDATE session SET referred = 1 WHERE id = NEW.session;
END;
CREATE TRIGGER attribution_lets_go AFTER DELETE ON attribution BEGIN
  UPDATE lease SET referred = 0
    WHERE token = OLD.lease AND NOT EXISTS (SELECT 1 FROM attribution WHERE lease = OLD.lease);
  UPDATE session SET referred = 0
    WHERE id = OLD.session AND NOT EXISTS (SELECT 1 FROM attribution WHERE session = OLD.session);
END;
`;
