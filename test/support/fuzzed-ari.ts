// The ARI link, of a box that sends mutated messages as fast as they are read.
import { AriRouteQuestions } from '../../src/adapters/asterisk/ari/ari-route-questions.ts';
import { SystemClock } from '../../src/adapters/system/system-clock.ts';
import { RecordingLog, until } from './fake-ami.ts';
import { FakeAri } from './fake-ari.ts';
import { MutatedAri } from './mutated-ari.ts';
import { TalliedAri } from './tallied-ari.ts';

const AT_ONCE = 500;
const PATIENCE = 60_000;
const QUESTION = ['1', '17.4', '17.4', '+74951230001', '+79161234567'];

export interface FuzzedAri {
  readonly messages: number;
  /** Questions that were whole enough to be answered. */
  readonly asked: number;
  /** What `leaseline_ari_malformed_total` counts. */
  readonly malformed: number;
  /** Threads made anew. */
  readonly restarted: number;
  /** Bytes the process holds, its thread for ARI included, after each tenth of the way. */
  readonly resident: readonly number[];
  readonly lastAnswer: string | null;
}

export async function fuzzAri(messages: number, seed: number): Promise<FuzzedAri> {
  await using ari = await FakeAri.start();
  const counted = new TalliedAri();
  let asked = 0;
  const log = new RecordingLog();
  const link = new AriRouteQuestions({
    pbx: 'office',
    url: ari.url,
    username: ari.username,
    password: ari.password,
    clock: new SystemClock(log),
    log,
    counters: counted,
  });
  link.start(async () => {
    asked += 1;
    return { route: 'queue,s,1', source: 'yandex', campaign: '', region: '', visitor: 'v', prefix: '' };
  });
  await until(() => counted.up, PATIENCE);
  const source = new MutatedAri(seed);
  const resident: number[] = [];
  let sent = 0;
  let lastAnswer: string | null = null;
  while (sent < messages) {
    for (let n = 0; n < AT_ONCE; n += 1) ari.send(source.next());
    sent += AT_ONCE;
    // The sender must not run ahead of the reader.
    const channel = `last-${sent}`;
    ari.ask(channel, ...QUESTION);
    await until(() => ari.hungUp(channel), PATIENCE);
    lastAnswer = ari.answerOf(channel);
    ari.requests.length = 0;
    if (resident.length < Math.floor((10 * sent) / messages)) resident.push(process.memoryUsage().rss);
  }
  await link.stop();
  const { malformed, threads: restarted } = counted;
  return { messages: sent, asked, malformed, restarted, resident, lastAnswer };
}
