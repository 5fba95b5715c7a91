// The keys about alerts.
import { z } from 'zod';
import { cron } from './cron.ts';
import { duration } from './duration.ts';
import { share } from './leaf.ts';

export const AlertSchema = z.strictObject({
  schedule: cron()
    .prefault('* * * * *')
    .describe('When to look: a cron expression, in the time zone of the machine.'),
  pbx_down_for: duration().prefault('1m').describe('How long a box may be out of sight.'),
  missed_for: duration()
    .prefault('15m')
    .describe('How long a caller whom nobody answered may wait for a call back.'),
  pool_above: share().prefault(0.9).describe('The share of a pool (0 to 1) that may be in use.'),
  drop_below: share({ zero: true })
    .prefault(0.5)
    .describe(
      'The share of the usual calls and visits of an hour of the week below which they have dropped. 0: never.',
    ),
});
