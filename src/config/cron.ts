// Times of the day, as cron expressions.
import { validate as isCron } from 'node-cron';
import { textLeaf } from './leaf.ts';
import { bad, good, quoted } from './reading.ts';

export function cron() {
  return textLeaf<string>((written) =>
    isCron(written)
      ? good(written)
      : bad(
          `${quoted(written)} is not a cron expression`,
          'Write minute, hour, day, month and weekday, for example "17 3 * * *".',
        ),
  );
}
