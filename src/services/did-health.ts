// Calls our own free DIDs one at a time, and says which do not come back.
import type { E164 } from '../core/e164.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { HealthMetrics } from '../ports/metrics.ts';
import type { Schedule } from '../ports/schedule.ts';
import type { TestCaller } from '../ports/test-caller.ts';
import type { NumberingSource } from './numbering.ts';

/** The test calls of one box. */
export interface HealthLine {
  /** The box's name. */
  readonly pbx: string;
  /** Cron expression: one DID each time. */
  readonly when: string;
  /** The number that test calls show. */
  readonly number: E164;
  readonly caller: TestCaller;
}

export interface DidHealthOptions {
  readonly lines: readonly HealthLine[];
  readonly numbering: NumberingSource;
  readonly schedule: Schedule;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: HealthMetrics;
}

export class DidHealth {
  readonly #options: DidHealthOptions;
  /** How often in a row a DID did not come back, by box and DID. */
  readonly #lost = new Map<string, number>();
  /** The DID tested last on each box: the next one after it is due. */
  readonly #last = new Map<string, E164>();
  /** Two test calls at a time could be taken for one another. */
  #isCalling = false;
  #endings: (() => void)[] = [];

  constructor(options: DidHealthOptions) {
    this.#options = options;
  }

  start(): void {
    const { lines, schedule, metrics } = this.#options;
    for (const { pbx } of lines) metrics.unreachable(pbx, 0);
    this.#endings = lines.map((line) => schedule.when(line.when, () => void this.testNext(line)));
  }

  stop(): void {
    for (const end of this.#endings) end();
    this.#endings = [];
  }

  /** Tests the next DID that nobody holds and that has rested; none if all are in use, or a test goes on. */
  async testNext(line: HealthLine): Promise<void> {
    if (this.#isCalling) return;
    const did = this.#nextAtRest(line);
    if (did === null) return;
    this.#isCalling = true;
    this.#last.set(line.pbx, did);
    try {
      await this.#test(line, did);
    } finally {
      this.#isCalling = false;
    }
  }

  async #test({ pbx, number, caller }: HealthLine, did: E164): Promise<void> {
    const { log, metrics } = this.#options;
    const key = `${pbx} ${did}`;
    const call = await caller.call(did);
    metrics.tested(pbx, call.outcome);
    switch (call.outcome) {
      case 'not-placed':
        log.warn(
          { id: 'HEALTH_TEST_FAILED', pbx, did, reason: call.reason },
          `A test call to ${did} could not be placed by ${pbx}: ${call.reason}. Its manager user needs write = reporting,originate.`,
        );
        return;
      case 'lost': {
        const inRow = (this.#lost.get(key) ?? 0) + 1;
        this.#lost.set(key, inRow);
        const refused = call.refusal === null ? '' : ` (the trunk refused it: ${call.refusal})`;
        log.warn(
          { id: 'DID_UNREACHABLE', pbx, did, in_row: inRow },
          `A call to ${did} did not come in at ${pbx}${refused}, ${inRow} in a row. Is the number still yours, paid and sent to this trunk; has the dialplan a route for it? Until then put it under \`disabled\` of its pool.`,
        );
        break;
      }
      case 'came-back':
        if (this.#lost.delete(key))
          log.info({ id: 'DID_REACHABLE', pbx, did }, `${did} comes in at ${pbx} again.`);
        if (!sameNumber(call.caller, number)) {
          log.warn(
            { id: 'HEALTH_CALLER_CHANGED', pbx, did, caller: call.caller },
            `The test call to ${did} showed ${call.caller ?? 'no number'} instead of ${number}, so it was counted as a call. Put into health_test.caller what the carrier shows.`,
          );
        }
    }
    metrics.unreachable(pbx, [...this.#lost.keys()].filter((each) => each.startsWith(`${pbx} `)).length);
  }

  /** The first after the one tested last; a round goes through all pools. */
  #nextAtRest({ pbx }: HealthLine): E164 | null {
    const { catalogue, pools } = this.#options.numbering.current;
    const now = this.#options.clock.now();
    const lent = [...catalogue.dids].filter((did) => catalogue.role(did)?.kind === 'pool');
    const last = this.#last.get(pbx);
    const after = last === undefined ? 0 : lent.indexOf(last) + 1;
    const inTurn = [...lent.slice(after), ...lent.slice(0, after)];
    const next = inTurn.find((did) => {
      const role = catalogue.role(did);
      return role?.kind === 'pool' && pools.get(role.pool)?.pool.isAtRest(did, now);
    });
    return next ?? null;
  }
}

/** Trunks write a number in many ways; its last nine digits tell it from any other. */
function sameNumber(shown: string | null, number: E164): boolean {
  return shown !== null && shown.replace(/\D/g, '').slice(-9) === number.slice(-9);
}
