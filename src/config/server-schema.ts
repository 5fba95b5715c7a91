// The keys about this process: its log, its file, its maps, and how long things are kept.
import { z } from 'zod';
import { cron } from './cron.ts';
import { duration, keeping } from './duration.ts';
import { choice, share, text } from './leaf.ts';

/** pino's levels. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export const LogSchema = z.strictObject({
  level: choice(LOG_LEVELS)
    .prefault('info')
    .describe(`How much is logged: ${LOG_LEVELS.join(', ')}.`),
});

export const StorageSchema = z.strictObject({
  path: text()
    .prefault('./data/leaseline.db')
    .describe('The SQLite file. Relative paths start at the folder of this YAML file, here and everywhere.'),
});

export const GeoipSchema = z.strictObject({
  database: text()
    .optional()
    .describe(
      'An MMDB file (GeoLite2-City, DB-IP City Lite) for IPv4, or for both. Without it regions play no part.',
    ),
  database_ipv6: text()
    .optional()
    .describe('The MMDB file for IPv6, where the publisher keeps the two apart (DB-IP by way of npm does).'),
});

export const AttributionSchema = z.strictObject({
  look_back: duration()
    .prefault('7d')
    .describe('How long after a lease ended a call to its DID may still be credited to that visit.'),
  least_confidence: share({ zero: true })
    .prefault(0.1)
    .describe(
      'The probability (0 to 1) below which no visit is named: raise it for fewer wrong answers, and more calls without one.',
    ),
});

export const RetentionSchema = z.strictObject({
  leases: keeping()
    .prefault('90d')
    .describe(
      'How long leases and visits are kept; those a call refers to stay with the call. 0 or never: for ever.',
    ),
  calls: keeping().prefault(0).describe('How long calls are kept. 0 or never: for ever.'),
  schedule: cron()
    .prefault('17 3 * * *')
    .describe('When old data is deleted: a cron expression, in the time zone of the machine.'),
});
