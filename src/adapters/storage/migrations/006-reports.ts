// What reports read: the calls' credits by the hour, what visits there were by the hour, and what advertising cost.

/**
 * `credits` is an array of fixed records (credit-block.ts): one row holds the credits of one attribution model for the
 * calls that began within one hour since 1970 (UTC). `model` is a number (core/attribution-model.ts). Names stand in the records as
 * numbers of report_name. Visits are counted by the hour they began in; '' is unknown. Days are days since 1970.
 */
export const reports = `
CREATE TABLE report_name (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE call_credit (
  model INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  credits BLOB NOT NULL,
  PRIMARY KEY (model, hour)
) STRICT;

CREATE TABLE visit_tally (
  hour INTEGER NOT NULL,
  site TEXT NOT NULL,
  source TEXT NOT NULL,
  visits INTEGER NOT NULL DEFAULT 0,
  lent INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (hour, site, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE lent_tally (
  hour INTEGER NOT NULL,
  pool TEXT NOT NULL,
  visits INTEGER NOT NULL,
  PRIMARY KEY (hour, pool)
) STRICT, WITHOUT ROWID;

CREATE TABLE turned_away_tally (
  hour INTEGER NOT NULL,
  site TEXT NOT NULL,
  country TEXT NOT NULL,
  region TEXT NOT NULL,
  visits INTEGER NOT NULL,
  PRIMARY KEY (hour, site, country, region)
) STRICT, WITHOUT ROWID;

-- How far the rows of another table are counted: the last row, by number, id and time. 'calls': the cursor of the page to do next.
CREATE TABLE report_progress (
  name TEXT PRIMARY KEY,
  last_row INTEGER NOT NULL,
  id TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO report_progress (name, last_row, id, at) SELECT 'calls', 0, '', 0 WHERE EXISTS (SELECT 1 FROM call);

CREATE TABLE spend (
  id TEXT PRIMARY KEY,
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL,
  source TEXT NOT NULL,
  medium TEXT,
  campaign TEXT,
  site TEXT,
  amount REAL NOT NULL
) STRICT;

CREATE INDEX spend_by_last_day ON spend (last_day);
CREATE INDEX spend_by_keys ON spend (first_day, source);
`;
