// A grant touches as little as can be: every index and reference it keeps up costs each visitor a microsecond or two.

/**
 * Goes: the reference from lease to session (a look-up a grant), the leases' index by session, the index by end over leases
 * that run. Comes: a session's index by visitor, for those who come back, and how interested a lease's visitor was. Rows keep their order, which is that of
 * writing.
 */
export const lighterGrants = `
DROP TRIGGER attribution_refers;
DROP TRIGGER attribution_lets_go;

CREATE TABLE lease_now (
  token TEXT PRIMARY KEY,
  pool TEXT NOT NULL,
  did TEXT NOT NULL,
  site TEXT NOT NULL,
  visitor TEXT NOT NULL,
  session TEXT NOT NULL,
  granted_at INTEGER NOT NULL,
  engagement TEXT NOT NULL,
  last_activity_at INTEGER NOT NULL,
  engaged_at INTEGER,
  intent_at INTEGER,
  page_views INTEGER NOT NULL DEFAULT 1,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER,
  linger_until INTEGER,
  cool_until INTEGER,
  referred INTEGER NOT NULL DEFAULT 0
) STRICT;

INSERT INTO lease_now (
  rowid, token, pool, did, site, visitor, session, granted_at, engagement, last_activity_at, intent_at, expires_at,
  ended_at, linger_until, cool_until, referred
) SELECT
  rowid, token, pool, did, site, visitor, session, granted_at, engagement, last_activity_at, intent_at, expires_at,
  ended_at, linger_until, cool_until, referred
FROM lease ORDER BY rowid;

DROP TABLE lease;
ALTER TABLE lease_now RENAME TO lease;

-- A visitor who asked and got no number of their own: what pools are sized by.
ALTER TABLE session ADD COLUMN turned_away INTEGER NOT NULL DEFAULT 0;
UPDATE session SET turned_away = 1 WHERE id NOT IN (SELECT session FROM lease);

-- Tiny: its entries are a row number each.
CREATE INDEX lease_running ON lease (ended_at) WHERE ended_at IS NULL;
-- For loading and, those no call refers to, for forgetting; touched when a lease ends.
CREATE INDEX lease_by_end ON lease (referred, ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX session_by_visitor ON session (visitor, started_at);

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
