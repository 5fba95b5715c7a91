// What a listener must learn of a call, leg by leg: the same from a transcript, the simulator and a real Asterisk.
import type { CallEvent, Channel } from '../../../src/core/call-event.ts';

export const DID = '+74951230001';
export const CALLER = '+79161234567';

export type Outcome = 'answered' | 'missed' | 'busy' | 'gave-up';

/** Endpoint -> what happened on its leg. Between legs only the order that `ordered` names is certain. */
export type Story = Readonly<Record<string, readonly string[]>>;

const AGENT_RINGS = ['created down', 'in agents', 'dial begun', 'ringing'];
const CALLER_ARRIVES = ['created ring', `in from-trunk/${DID}`, 'dial begun'];

export const STORIES: Readonly<Record<Outcome, Story>> = {
  answered: {
    'PJSIP/trunk': [
      ...CALLER_ARRIVES,
      'dial ended answer',
      'up',
      'bridge entered',
      'bridge left',
      'hangup 16',
    ],
    'PJSIP/agent1': [...AGENT_RINGS, 'up', 'dial ended answer', 'bridge entered', 'bridge left', 'hangup 16'],
  },
  missed: {
    'PJSIP/trunk': [...CALLER_ARRIVES, 'dial ended noanswer', 'hangup 16'],
    'PJSIP/agent1': [...AGENT_RINGS, 'dial ended noanswer', 'hangup 0'],
  },
  busy: {
    'PJSIP/trunk': [...CALLER_ARRIVES, 'dial ended busy', 'busy', 'hangup 17'],
    'PJSIP/agent1': [...AGENT_RINGS.slice(0, -1), 'dial ended busy', 'hangup 17'],
  },
  'gave-up': {
    'PJSIP/trunk': [...CALLER_ARRIVES, 'dial ended cancel', 'hangup 127'],
    'PJSIP/agent1': [...AGENT_RINGS, 'dial ended cancel', 'hangup 127'],
  },
};

/** The story of one call. Repetitions are left out: a state or place counts when it is news. */
export function storyOf(events: readonly CallEvent[]): Story {
  const legs = new Map<string, { story: string[]; state: string; place: string }>();
  const legOf = (channel: Channel) => {
    const endpoint = channel.name.replace(/-[0-9a-f]+$/, '');
    const known = legs.get(endpoint) ?? { story: [], state: '', place: '' };
    legs.set(endpoint, known);
    return known;
  };
  for (const event of events) {
    for (const channel of channelsOf(event)) {
      const leg = legOf(channel);
      const news = newsIn(event, channel, leg);
      if (news === null) continue;
      leg.story.push(news);
      if (event.type === 'extension-entered') leg.place = news;
      if (event.type === 'channel-created' || event.type === 'channel-changed') leg.state = channel.state;
    }
  }
  return Object.fromEntries([...legs].map(([endpoint, { story }]) => [endpoint, inOneOrder(story)]));
}

/** On a real box the phone's 180 and the dial's beginning come from two threads: either may be told first. */
function inOneOrder(story: readonly string[]): string[] {
  const ringing = story.indexOf('ringing');
  return story[ringing + 1] === 'dial begun'
    ? [...story.slice(0, ringing), 'dial begun', 'ringing', ...story.slice(ringing + 2)]
    : [...story];
}

function newsIn(event: CallEvent, channel: Channel, leg: { state: string; place: string }): string | null {
  switch (event.type) {
    case 'channel-created':
      return `created ${channel.state}`;
    case 'channel-changed':
      return channel.state === leg.state ? null : channel.state;
    case 'extension-entered': {
      // An agent's leg has no dialplan of its own: Asterisk makes up its extension.
      const exten = channel.context === 'from-trunk' ? `/${channel.exten}` : '';
      const place = `in ${channel.context}${exten}`;
      return place === leg.place ? null : place;
    }
    case 'dial-begun':
      return 'dial begun';
    case 'dial-ended':
      return `dial ended ${event.status}`;
    case 'bridge-entered':
      return 'bridge entered';
    case 'bridge-left':
      return 'bridge left';
    case 'hangup':
      return `hangup ${event.cause}`;
    default:
      return event.type;
  }
}

function channelsOf(event: CallEvent): Channel[] {
  if (event.type === 'local-bridged') return [event.one, event.two];
  if (event.type === 'dial-begun' || event.type === 'dial-ended') {
    return event.channel === null ? [event.destination] : [event.channel, event.destination];
  }
  return [event.channel];
}

/** Whether each of `types` first happens before the next one does. */
export function ordered(events: readonly CallEvent[], ...types: readonly CallEvent['type'][]): boolean {
  const first = types.map((type) => events.findIndex((event) => event.type === type));
  return first.every((at, index) => at >= 0 && (index === 0 || at > (first[index - 1] ?? -1)));
}
