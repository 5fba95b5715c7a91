// A scripted Asterisk box: says what happens on it, in the order a real one does (test/fixtures/ami), as CallEvents.
import type { CallEvent, Channel, DialStatus, LiveChannel, PbxSnapshot } from '../../src/core/call-event.ts';
import type { Millis } from '../../src/core/millis.ts';
import { NOON } from './fake-clock.ts';

const STEP_MS = 100;

/** Each deed adds its events, 100 ms apart. Channels are known by the uniqueid that making them answers. */
export class ScriptedBox {
  readonly events: CallEvent[] = [];
  readonly #channels = new Map<string, Channel>();
  readonly #dialler = new Map<string, string>();
  readonly #epoch: number;
  #serial = 0;
  now: Millis;

  constructor(now: Millis = NOON) {
    this.now = now;
    this.#epoch = Math.floor(now / 1000);
  }

  get last(): Millis {
    return this.events.at(-1)?.at ?? this.now;
  }

  wait(ms: Millis): void {
    this.now += ms;
  }

  channel(uniqueid: string): Channel {
    const channel = this.#channels.get(uniqueid);
    if (!channel) throw new Error(`no channel ${uniqueid}`);
    return channel;
  }

  /** A channel appears; without a linkedid it begins one. */
  create(name: string, shown: Partial<Channel> = {}): string {
    const serial = this.#serial++;
    const uniqueid = `${this.#epoch}.${serial}`;
    const channel: Channel = {
      uniqueid,
      linkedid: uniqueid,
      name: `${name}-${serial.toString(16).padStart(8, '0')}`,
      state: 'down',
      callerNumber: null,
      callerName: null,
      redirectedFrom: null,
      connectedNumber: null,
      connectedName: null,
      context: 'agents',
      exten: 's',
      ...shown,
    };
    this.#channels.set(uniqueid, channel);
    this.#add({ type: 'channel-created', channel });
    return uniqueid;
  }

  /** Somebody calls in by the trunk. */
  trunk(shown: Partial<Channel> = {}): string {
    return this.create('PJSIP/trunk', {
      state: 'ring',
      context: 'from-trunk',
      exten: '+74951230001',
      callerNumber: '+79161234567',
      ...shown,
    });
  }

  change(uniqueid: string, shown: Partial<Channel>): void {
    this.#add({ type: 'channel-changed', channel: this.#show(uniqueid, shown) });
  }

  exten(uniqueid: string, context: string, exten: string): void {
    this.#add({ type: 'extension-entered', channel: this.#show(uniqueid, { context, exten }) });
  }

  set(uniqueid: string, name: string, value: string): void {
    this.#add({ type: 'variable-set', channel: this.channel(uniqueid), name, value });
  }

  /** `dialler` begins to ring `name`; app_dial shows the number called as the extension of the phone's leg. */
  dial(dialler: string, name: string, shown: Partial<Channel> = {}): string {
    const from = this.channel(dialler);
    const destination = this.create(name, { linkedid: from.linkedid, ...shown });
    this.exten(destination, this.channel(destination).context, from.exten);
    this.#dialler.set(destination, dialler);
    this.#add({ type: 'dial-begun', channel: from, destination: this.channel(destination) });
    this.change(destination, { state: 'ringing' });
    return destination;
  }

  /** `dialler` rings a Local channel: answers its two halves, the second of which runs the dialplan. */
  dialLocal(dialler: string, exten: string, context: string): [one: string, two: string] {
    const { linkedid } = this.channel(dialler);
    const name = `Local/${exten}@${context}-${this.#serial.toString(16).padStart(8, '0')}`;
    const one = this.create('', { name: `${name};1`, linkedid, context, exten });
    const two = this.create('', { name: `${name};2`, linkedid, state: 'ring', context, exten });
    this.#dialler.set(one, dialler);
    this.#add({ type: 'dial-begun', channel: this.channel(dialler), destination: this.channel(one) });
    this.#add({ type: 'local-bridged', one: this.channel(one), two: this.channel(two) });
    this.exten(two, context, exten);
    return [one, two];
  }

  endDial(destination: string, status: DialStatus): void {
    const channel = this.#channels.get(this.#dialler.get(destination) ?? '') ?? null;
    this.#add({ type: 'dial-ended', channel, destination: this.channel(destination), status });
  }

  /** The phone is picked up. */
  answer(destination: string): void {
    this.change(destination, { state: 'up' });
    this.endDial(destination, 'answer');
  }

  enter(bridge: string, ...uniqueids: string[]): void {
    for (const uniqueid of uniqueids) {
      this.#show(uniqueid, { state: 'up' });
      this.#add({ type: 'bridge-entered', channel: this.channel(uniqueid), bridge });
    }
  }

  leave(bridge: string, ...uniqueids: string[]): void {
    for (const uniqueid of uniqueids) {
      this.#add({ type: 'bridge-left', channel: this.channel(uniqueid), bridge });
    }
  }

  agentConnected(caller: string, destination: string | null, agent: string): void {
    const far = destination === null ? null : this.channel(destination);
    this.#add({ type: 'agent-connected', channel: this.channel(caller), destination: far, agent });
  }

  abandonQueue(caller: string): void {
    this.#add({ type: 'queue-abandoned', channel: this.channel(caller) });
  }

  hangup(uniqueid: string, cause = 16): void {
    this.#add({ type: 'hangup', channel: this.channel(uniqueid), cause });
  }

  /** A plain call to one agent, up to the conversation. */
  answered(caller: string, agentName = 'PJSIP/agent1', bridge = `bridge-${caller}`): string {
    const agent = this.dial(caller, agentName);
    this.answer(agent);
    this.enter(bridge, agent, caller);
    return agent;
  }

  /** Changes how a channel looks without an event of its own: the next one shows it. */
  #show(uniqueid: string, shown: Partial<Channel>): Channel {
    const channel = { ...this.channel(uniqueid), ...shown };
    this.#channels.set(uniqueid, channel);
    return channel;
  }

  #add(event: Untimed<CallEvent>): void {
    this.events.push({ ...event, at: this.now } as CallEvent);
    this.now += STEP_MS;
  }
}

type Untimed<Event> = Event extends CallEvent ? Omit<Event, 'at'> : never;

/** What a box that did `events` and nothing else would tell about itself now. */
export function snapshotAfter(
  events: readonly CallEvent[],
  overrides: Partial<PbxSnapshot> = {},
  live: (channel: Channel) => Partial<LiveChannel> = () => ({}),
): PbxSnapshot {
  const alive = new Map<string, LiveChannel>();
  const show = (at: Millis, channel: Channel | null, more: Partial<LiveChannel> = {}) => {
    if (!channel) return;
    const first = channel.state === 'ring' && channel.linkedid === channel.uniqueid;
    const before = alive.get(channel.uniqueid) ?? {
      dialled: first ? channel.exten : null,
      createdAt: at,
      bridge: null,
      variables: {},
    };
    alive.set(channel.uniqueid, { ...before, ...channel, ...more });
  };
  for (const event of events) {
    const { at } = event;
    if (event.type === 'local-bridged') {
      show(at, event.one);
      show(at, event.two);
      continue;
    }
    if ('destination' in event) show(at, event.destination);
    show(at, event.channel);
    const known = event.channel && alive.get(event.channel.uniqueid);
    if (event.type === 'bridge-entered') show(at, event.channel, { bridge: event.bridge });
    if (event.type === 'bridge-left' && known?.bridge === event.bridge) {
      show(at, event.channel, { bridge: null });
    }
    if (event.type === 'variable-set') {
      show(at, event.channel, { variables: { ...known?.variables, [event.name]: event.value } });
    }
    if (event.type === 'hangup') alive.delete(event.channel.uniqueid);
  }
  return {
    at: (events.at(-1)?.at ?? NOON) + 1,
    version: '22.10.1',
    startedAt: NOON - 86_400_000,
    channels: [...alive.values()].map((channel) => ({ ...channel, ...live(channel) })),
    ...overrides,
  };
}
