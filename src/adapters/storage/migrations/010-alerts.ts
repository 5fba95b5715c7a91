// Alerts.

/** Times are ms since the epoch. Row type: alert-schema.ts. */
export const alerts = `
CREATE TABLE alert (
  id TEXT PRIMARY KEY,
  rule TEXT NOT NULL,
  subject TEXT NOT NULL,
  severity TEXT NOT NULL,
  at INTEGER NOT NULL,
  until INTEGER,
  facts TEXT NOT NULL
) STRICT;

CREATE INDEX alert_by_time ON alert (at);
`;
