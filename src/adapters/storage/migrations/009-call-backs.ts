// Calls that people of ours made to phone numbers.

/** Times are ms since the epoch. Row type: outbound-schema.ts. */
export const callBacks = `
CREATE TABLE outbound_call (
  id TEXT PRIMARY KEY,
  pbx TEXT NOT NULL,
  number TEXT NOT NULL,
  agent TEXT,
  started_at INTEGER NOT NULL,
  answered_at INTEGER,
  ended_at INTEGER
) STRICT;

CREATE INDEX outbound_by_number ON outbound_call (number, started_at);
CREATE INDEX outbound_by_start ON outbound_call (started_at);
`;
