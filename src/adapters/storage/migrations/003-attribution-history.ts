// When each attribution was made, the visitor's touches, and the delay model.

/** Times are ms since the epoch; touches are JSON objects. Row types: call-schema.ts, model-schema.ts. */
export const attributionHistory = `
ALTER TABLE attribution ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attribution ADD COLUMN first_touch TEXT;
ALTER TABLE attribution ADD COLUMN last_non_direct_touch TEXT;
UPDATE attribution SET at = (SELECT started_at FROM call WHERE call.id = attribution.call);

-- The few calls whose visit is known, for measuring accuracy; other calls cost it nothing.
CREATE INDEX attribution_by_code ON attribution (call, version) WHERE method = 'visit-code';

CREATE TABLE delay_model (
  site TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  saved_at INTEGER NOT NULL
) STRICT;
`;
