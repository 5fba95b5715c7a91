// The pages of visits, and a person's visits on several devices.

/** `at` is ms since the epoch. Visits of one page have no rows here: their session tells it all. */
export const pageViews = `
CREATE TABLE page_view (
  session TEXT NOT NULL,
  at INTEGER NOT NULL,
  url TEXT NOT NULL,
  title TEXT,
  PRIMARY KEY (session, at)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER session_takes_pages AFTER DELETE ON session BEGIN
  DELETE FROM page_view WHERE session = OLD.id;
END;

-- The few visits of people the site knows; the others cost it a look at a short text.
CREATE INDEX session_by_user ON session (json_extract(ids, '$.user'), started_at)
  WHERE json_extract(ids, '$.user') IS NOT NULL;
`;
