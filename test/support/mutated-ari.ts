// ARI messages as no Asterisk would send them: events as its documentation shows them, mutated. The same for the same seed.
import { Random } from '../../src/simulation/random.ts';

const QUESTION = ['1', '17.4', '17.4', '+74951230001', '+79161234567'];
const CHANNEL = {
  id: '1795606824.12',
  name: 'Local/s@leaseline-ask-00000003;2',
  state: 'Ring',
  caller: { name: 'Иван', number: '+79161234567' },
  connected: { name: '', number: '' },
  accountcode: '',
  dialplan: {
    context: 'leaseline-ask',
    exten: 's',
    priority: 3,
    app_name: 'Stasis',
    app_data: 'leaseline,1',
  },
  creationtime: '2026-01-15T12:00:00.000+0300',
  language: 'en',
};
const event = (type: string, more: object) =>
  JSON.stringify({ type, timestamp: '2026-01-15T12:00:00.000+0300', application: 'leaseline', ...more });
/** Asterisk docs: Asterisk REST Data Models, Events. */
const ASKED = event('StasisStart', { args: QUESTION, channel: CHANNEL });
const OTHERS = [
  ...['StasisEnd', 'ChannelHangupRequest', 'ChannelDestroyed', 'ChannelStateChange', 'ChannelCreated'].map(
    (type) => event(type, { cause: 16, cause_txt: 'Normal Clearing', channel: CHANNEL }),
  ),
  event('ChannelVarset', { variable: 'LEASELINE_ANSWER', value: '1|queue,s,1|||||', channel: CHANNEL }),
  event('ChannelDialplan', { dialplan_app: 'Stasis', dialplan_app_data: 'leaseline', channel: CHANNEL }),
];
const NASTY = [
  'null',
  '[]',
  '{}',
  '""',
  '-1e999',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  JSON.stringify('x'.repeat(100_000)),
  JSON.stringify(Array.from({ length: 1_000 }, () => 'x')),
  '"\\u0000\\ud800"',
];

export class MutatedAri {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  next(): string {
    const isMutated = this.#random.chance(0.5);
    // One that is whole costs two requests.
    const asks = this.#random.chance(isMutated ? 0.3 : 0.01);
    const text = asks ? ASKED : (OTHERS[this.#below(OTHERS.length)] ?? '');
    return isMutated ? this.#mutate(text) : text;
  }

  #mutate(text: string): string {
    const at = this.#below(text.length);
    switch (this.#below(6)) {
      case 0: // a bit flipped
        return (
          text.slice(0, at) +
          String.fromCharCode(text.charCodeAt(at) ^ (1 << this.#below(7))) +
          text.slice(at + 1)
        );
      case 1: // cut off
        return text.slice(0, at);
      case 2: // two in one
        return text + text;
      case 3: // a part lost
        return text.slice(0, at) + text.slice(at + this.#below(20));
      case 4: // nothing of an event
        return this.#nasty();
      default: // a value of another kind
        return text.replace(this.#chosen([/"[^"]*"(?=[,}])/, /\{[^{}]*\}/, /\[[^\]]*\]/]), () =>
          this.#nasty(),
        );
    }
  }

  #nasty(): string {
    // The large ones are slow to send.
    return NASTY[this.#below(this.#random.chance(0.01) ? NASTY.length : 7)] ?? '';
  }

  #chosen<Value>(values: readonly [Value, ...Value[]]): Value {
    return values[this.#below(values.length)] ?? values[0];
  }

  #below(limit: number): number {
    return this.#random.index(limit);
  }
}
