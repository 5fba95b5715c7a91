// A PBX that is not there: takes simulated calls and tells them over a real AMI port on loopback. For demo and tests.
import { randomUUID } from 'node:crypto';
import type { Millis } from '../../../core/millis.ts';
import type { Clock } from '../../../ports/clock.ts';
import { AmiServer } from './ami-server.ts';
import type { Action, Headers } from './ami-text.ts';
import { SimulatedCall } from './simulated-call.ts';
import { SimulatedChannel } from './simulated-channel.ts';

const RING_AFTER_MS: Millis = 20;

export interface PbxSimulatorOptions {
  readonly clock: Clock;
  /** Of the manager user, by default `leaseline` and `simulated`. */
  readonly username?: string;
  readonly secret?: string;
}

export interface SimulatedCallPlan {
  /** As the trunk writes them. */
  readonly caller: string;
  readonly did: string;
  /** What the trunk says the caller is called. */
  readonly callerName?: string;
  /** Default `from-trunk`. */
  readonly trunkContext?: string;
  /** Who is rung, default `agent1`. */
  readonly agent?: string;
  readonly outcome: 'answered' | 'missed' | 'busy' | 'gave-up';
  /** From the call's arrival to the answer, the refusal or the end of somebody's patience (default 1,000 ms). */
  readonly answerAfterMs?: Millis;
  /** From the answer until the caller hangs up; by default until hangUp(). */
  readonly talkMs?: Millis;
}

interface Running {
  readonly call: SimulatedCall;
  readonly did: string;
  readonly timers: Set<() => void>;
}

export class PbxSimulator {
  readonly ami: AmiServer;
  readonly username: string;
  readonly secret: string;
  readonly #clock: Clock;
  readonly #calls = new Map<string, Running>();
  #port = 0;
  #startedAt: Millis = 0;
  #channels = 0;

  constructor({ clock, username = 'leaseline', secret = 'simulated' }: PbxSimulatorOptions) {
    this.#clock = clock;
    this.username = username;
    this.secret = secret;
    const afterLogin = () => this.#fullyBooted();
    this.ami = new AmiServer({ username, secret, afterLogin, answer: (action) => this.#answer(action) });
  }

  /** Calls that are not over, by id. */
  get calls(): readonly string[] {
    return [...this.#calls.keys()];
  }

  get port(): number {
    return this.#port;
  }

  /** Opens the manager port, the same one again after stop(); 0 takes a free one. */
  async start(port = this.#port): Promise<void> {
    this.#startedAt = this.#clock.now();
    this.#port = await this.ami.listen(port);
  }

  /** Ends as a crash does: calls and connections are gone, with no goodbye to anyone. */
  async crash(): Promise<void> {
    for (const { timers } of this.#calls.values()) for (const cancel of timers) cancel();
    this.#calls.clear();
    await this.ami.close();
  }

  async stop(): Promise<void> {
    await this.crash();
  }

  async restart(): Promise<void> {
    await this.crash();
    await this.start();
  }

  /** A call comes in from the trunk. @returns its id, the Uniqueid of its inbound channel */
  placeCall(plan: SimulatedCallPlan): string {
    const { caller, did, trunkContext = 'from-trunk', agent: agentName = 'agent1' } = plan;
    const createdAt = this.#clock.now();
    const epoch = Math.floor(createdAt / 1000);
    const number = this.#channels;
    this.#channels += 2;
    const id = `${epoch}.${number}`;
    const born = { linkedid: id, createdAt };
    const trunk = new SimulatedChannel({
      ...born,
      name: `PJSIP/trunk-${hex(number)}`,
      uniqueid: id,
      context: trunkContext,
      state: 4,
      exten: did,
    });
    trunk.caller = caller === '' ? '<unknown>' : caller;
    if (plan.callerName !== undefined) trunk.callerName = plan.callerName;
    const agent = new SimulatedChannel({
      ...born,
      name: `PJSIP/${agentName}-${hex(number + 1)}`,
      uniqueid: `${epoch}.${number + 1}`,
      context: 'agents',
      state: 0,
      exten: 's',
    });
    const emit = (event: Headers) => this.ami.emit(event);
    const call = new SimulatedCall({ trunk, agent, agentName, bridge: randomUUID(), emit });
    this.#calls.set(id, { call, did, timers: new Set() });
    call.begin();
    this.#run(id, plan);
    return id;
  }

  /** Somebody hangs up now: the caller gives up when the call is not answered yet. False when it is over. */
  hangUp(id: string, by: 'caller' | 'agent' = 'caller'): boolean {
    const running = this.#calls.get(id);
    if (running === undefined) return false;
    for (const cancel of running.timers) cancel();
    this.#calls.delete(id);
    if (running.call.answered) running.call.hangUp(by);
    else running.call.giveUp();
    return true;
  }

  #run(id: string, { outcome, answerAfterMs = 1_000, talkMs }: SimulatedCallPlan): void {
    if (outcome === 'busy') {
      this.#later(id, answerAfterMs, ({ call }) => this.#over(id, () => call.refuse()));
      return;
    }
    this.#later(id, Math.min(RING_AFTER_MS, answerAfterMs), ({ call }) => call.ring());
    this.#later(id, answerAfterMs, ({ call }) => {
      if (outcome === 'missed') this.#over(id, () => call.miss());
      else if (outcome === 'gave-up') this.hangUp(id);
      else {
        call.answer();
        if (talkMs !== undefined) this.#later(id, talkMs, () => this.hangUp(id));
      }
    });
  }

  #later(id: string, delay: Millis, step: (running: Running) => void): void {
    const running = this.#calls.get(id);
    if (running === undefined) return;
    const cancel = this.#clock.after(delay, () => {
      running.timers.delete(cancel);
      step(running);
    });
    running.timers.add(cancel);
  }

  #over(id: string, end: () => void): void {
    this.#calls.delete(id);
    end();
  }

  #fullyBooted(): Headers {
    return [
      ['Event', 'FullyBooted'],
      ['Privilege', 'system,all'],
      ['Uptime', Math.floor((this.#clock.now() - this.#startedAt) / 1000)],
      ['LastReload', Math.floor((this.#clock.now() - this.#startedAt) / 1000)],
      ['Status', 'Fully Booted'],
    ];
  }

  #answer(action: Action): readonly Headers[] | null {
    const now = this.#clock.now();
    switch (action.get('action')?.toLowerCase()) {
      case 'ping':
        return [[...SUCCESS, ['Ping', 'Pong'], ['Timestamp', (now / 1000).toFixed(6)]]];
      case 'coresettings':
        return [[...SUCCESS, ['AMIversion', '11.0.0'], ['AsteriskVersion', '22.0.0-simulated']]];
      case 'corestatus': {
        const [date = '', time = ''] = new Date(this.#startedAt).toISOString().slice(0, 19).split('T');
        return [[...SUCCESS, ['CoreStartupDate', date], ['CoreStartupTime', time]]];
      }
      case 'status': {
        const variables = (action.get('variables') ?? '').split(',').filter(Boolean);
        const rows = [...this.#calls].flatMap(([id, { call, did }]) =>
          call.live.map((channel) =>
            channel.statusHeaders(now, channel.uniqueid === id ? did : '', variables),
          ),
        );
        return toList('Channel status', 'StatusComplete', rows, [['Items', rows.length]]);
      }
      case 'coreshowchannels': {
        const channels = [...this.#calls.values()].flatMap(({ call }) => call.live);
        const rows = channels.map((channel): Headers => [['Event', 'CoreShowChannel'], ...channel.headers()]);
        return toList('Channels', 'CoreShowChannelsComplete', rows);
      }
      default:
        return null;
    }
  }
}

const SUCCESS: Headers = [['Response', 'Success']];

function toList(
  what: string,
  completeEvent: string,
  rows: readonly Headers[],
  more: Headers = [],
): Headers[] {
  const start: Headers = [...SUCCESS, ['EventList', 'start'], ['Message', `${what} will follow`]];
  const complete: Headers = [
    ['Event', completeEvent],
    ['EventList', 'Complete'],
    ['ListItems', rows.length],
    ...more,
  ];
  return [start, ...rows, complete];
}

function hex(number: number): string {
  return number.toString(16).padStart(8, '0');
}
