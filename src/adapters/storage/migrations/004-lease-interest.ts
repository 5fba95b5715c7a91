// How interested the visitor of a lease was.

export const leaseInterest = `
ALTER TABLE lease ADD COLUMN engaged_at INTEGER;
ALTER TABLE lease ADD COLUMN page_views INTEGER NOT NULL DEFAULT 1;
`;
