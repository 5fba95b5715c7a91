// Looks at a box over AMI with questions only: version, privileges, clock, dialplan, and the events that arrive.
import type { Dialplan, DialplanContext } from '../../../core/dialplan.ts';
import type { Millis } from '../../../core/millis.ts';
import type { PbxSurvey } from '../../../core/pbx-survey.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { PbxSurveyor, SurveyRequest } from '../../../ports/pbx-surveyor.ts';
import { AmiConnection } from './ami-connection.ts';
import { AmiFault } from './ami-fault.ts';
import { EventTally } from './event-tally.ts';
import { header, type RawMessage } from './raw-message.ts';
import { toDialplanContext } from './to-dialplan-context.ts';

/** The classes Leaseline listens to. */
const EVENT_MASK = 'call,agent,dialplan';
/** A dialplan that a program wrote may have thousands; nobody's trunk includes so many. */
const MOST_CONTEXTS = 2_000;

export interface AmiSurveyorOptions {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly secret: string;
  readonly clock: Clock;
}

export class AmiSurveyor implements PbxSurveyor {
  readonly #options: AmiSurveyorOptions;

  constructor(options: AmiSurveyorOptions) {
    this.#options = options;
  }

  async survey(request: SurveyRequest) {
    const tally = new EventTally();
    const connection = this.#connect((event) => tally.take(event));
    try {
      await connection.open();
      return { survey: await this.#ask(connection, tally, request) };
    } catch (error) {
      const { kind, message } = AmiFault.of(error);
      // A box that denies an action says so to ask(); one that says goodbye in between did not refuse anything.
      return { refusal: { kind: kind === 'denied' || kind === 'stopped' ? 'closed' : kind, message } };
    } finally {
      connection.close(new AmiFault('stopped', 'stopped'));
      await connection.closed;
    }
  }

  #connect(onEvent: (event: RawMessage) => void): AmiConnection {
    const { host, port, username, secret, clock } = this.#options;
    return new AmiConnection({ host, port, username, secret, clock, onEvent });
  }

  async #ask(connection: AmiConnection, tally: EventTally, request: SurveyRequest): Promise<PbxSurvey> {
    await connection.request('Events', { EventMask: EVENT_MASK });
    const listeningSince = this.#options.clock.now();
    const settings = await nullWhenDenied(connection.request('CoreSettings'));
    const commands = await nullWhenDenied(connection.request('ListCommands'));
    const epoch = await nullWhenDenied(connection.request('Getvar', { Variable: 'EPOCH' }));
    const askedAt = this.#options.clock.now();
    for (const channel of (await nullWhenDenied(connection.list('Status'))) ?? []) tally.alive(channel);
    const dialplan = await readDialplan(connection, request.contexts);
    const mayLogInTwice = await this.#tryAgain();
    await this.#listen(connection, tally, listeningSince + request.listen);
    return {
      version: settings && header(settings, 'asteriskversion'),
      actions:
        commands &&
        new Set(Object.keys(commands).filter((name) => header(commands, name)?.includes('(Priv:'))),
      clockAhead: epoch && clockAhead(header(epoch, 'value'), askedAt),
      mayLogInTwice,
      dialplan,
      heard: { listened: this.#options.clock.now() - listeningSince, ...tally.heard() },
    };
  }

  /** What happens to Leaseline when a broken link's old session is still counted, or when a second one is started. */
  async #tryAgain(): Promise<boolean | null> {
    const second = this.#connect(() => {});
    try {
      await second.open();
      return true;
    } catch (error) {
      return AmiFault.of(error).kind === 'refused' ? false : null;
    } finally {
      second.close(new AmiFault('stopped', 'stopped'));
      await second.closed;
    }
  }

  async #listen(connection: AmiConnection, tally: EventTally, until: Millis): Promise<void> {
    const { clock } = this.#options;
    let stop = () => {};
    let cancel = () => {};
    const enough = new Promise<void>((resolve) => {
      cancel = clock.after(Math.max(0, until - clock.now()), resolve);
      stop = tally.onWholeCall(resolve);
    });
    await Promise.race([enough, connection.closed]);
    stop();
    cancel();
  }
}

/** The contexts and all they include; null when the user may not ask. */
async function readDialplan(
  connection: AmiConnection,
  contexts: readonly string[],
): Promise<Dialplan | null> {
  const dialplan = new Map<string, DialplanContext>();
  const asked = new Set<string>();
  const waiting = [...contexts];
  for (let name = waiting.pop(); name !== undefined && asked.size < MOST_CONTEXTS; name = waiting.pop()) {
    if (asked.has(name)) continue;
    asked.add(name);
    try {
      const context = toDialplanContext(name, await connection.list('ShowDialPlan', { Context: name }));
      dialplan.set(name, context);
      waiting.push(...context.includes.map((include) => include.context));
    } catch (error) {
      const fault = AmiFault.of(error);
      if (fault.kind !== 'denied') throw fault;
      // "Did not find context ..." is an error too (main/pbx.c, manager_show_dialplan).
      if (/permission/i.test(fault.message)) return null;
    }
  }
  return dialplan;
}

/** Asterisk tells whole seconds: half of one is added, so that the difference errs by at most that. */
function clockAhead(epoch: string | null, askedAt: Millis): Millis | null {
  if (epoch === null || !/^\d+$/.test(epoch)) return null;
  return Number(epoch) * 1_000 + 500 - askedAt;
}

async function nullWhenDenied<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AmiFault && error.kind === 'denied') return null;
    throw error;
  }
}
