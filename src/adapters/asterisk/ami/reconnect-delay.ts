// How long to wait before the next attempt to reach Asterisk.
import type { Millis } from '../../../core/millis.ts';

const FIRST_MS: Millis = 500;
/** Low enough that the link is back within 5 s of Asterisk, connection and login included. */
const LONGEST_MS: Millis = 2_500;
/** fail2ban's usual jail bans after 5 failed logins in 10 minutes: these make 4. */
const FIRST_SLOW_MS: Millis = 60_000;
const LONGEST_SLOW_MS: Millis = 600_000;

/**
 * @param failures how many attempts in a row have failed so far, at least 1.
 * @param needsPerson trying again soon cannot help (a wrong password): wait minutes, not seconds.
 * @param chance 0 to 1, spreads the boxes that lost their links at the same moment.
 */
export function reconnectDelay(failures: number, needsPerson: boolean, chance: number): Millis {
  const doubled = (first: Millis, longest: Millis) => Math.min(first * 2 ** (failures - 1), longest);
  if (needsPerson) return doubled(FIRST_SLOW_MS, LONGEST_SLOW_MS) * (1 + chance / 10);
  return doubled(FIRST_MS, LONGEST_MS) * (0.5 + chance / 2);
}
