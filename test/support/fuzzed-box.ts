// A follower of a box that talks mutated AMI, as fast as it reads.
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { PbxSimulator } from '../../src/adapters/asterisk/simulator/pbx-simulator.ts';
import { until } from './fake-ami.ts';
import { FakeClock } from './fake-clock.ts';
import { FollowedBox } from './followed-box.ts';
import { MutatedAmi } from './mutated-ami.ts';
import { OUR_DID } from './played-calls.ts';

const LINES_AT_ONCE = 200;
const SYNC = '\r\n\r\nEvent: Newstate\r\nUniqueid: sync\r\nChannel: sync\r\n\r\n';

export interface Fuzzed {
  readonly lines: number;
  readonly events: number;
  /** What `leaseline_ami_malformed_total` counts. */
  readonly malformed: number;
  /** Links given up because a message had no end. */
  readonly links: number;
  /** Bytes of heap after a collection (with --expose-gc), each tenth of the way. */
  readonly heap: readonly number[];
  /** How the call ended that was placed after it all. */
  readonly lastCall: string;
}

export async function fuzz(lines: number, seed: number): Promise<Fuzzed> {
  const clock = new FakeClock();
  const pbx = new PbxSimulator({ clock });
  await pbx.start();
  const { port, username, secret } = pbx;
  await using follower = await FollowedBox.start({ ami: { port, username, secret }, clock });
  const source = new MutatedAmi(seed);
  const heap: number[] = [];
  while (source.lines < lines) {
    pbx.ami.send(source.next(LINES_AT_ONCE));
    pbx.ami.send(SYNC);
    await read(follower, pbx, clock);
    if (heap.length < Math.floor((10 * source.lines) / lines)) heap.push(heapUsed());
  }
  pbx.ami.dropClients();
  await back(follower, clock);
  const { events, malformed, downs } = follower;
  const id = pbx.placeCall({ caller: '+79161234567', did: OUR_DID, outcome: 'missed', answerAfterMs: 50 });
  clock.advance(100);
  const last = () => follower.calls.get(`office-${id}`);
  await until(() => last()?.state === 'ended');
  await follower[Symbol.asyncDispose]();
  await pbx.stop();
  const lastCall = `${last()?.outcome} ${last()?.end}`;
  return { lines: source.lines, events, malformed, links: downs, heap, lastCall };
}

/** Until what was sent has been read: the sender must not run ahead of the reader. */
async function read(follower: FollowedBox, pbx: PbxSimulator, clock: FakeClock): Promise<void> {
  for (let turn = 0; turn < 10_000 && pbx.ami.unsent > 0; turn += 1) await nextTurn();
  for (let turn = 0; turn < 20; turn += 1) await nextTurn();
  if (pbx.ami.clients === 0) await back(follower, clock);
}

async function back(follower: FollowedBox, clock: FakeClock): Promise<void> {
  const { ups } = follower;
  for (let turn = 0; follower.ups === ups; turn += 1) {
    if (turn % 50 === 49) {
      clock.advance(250);
      await sleep(1);
    }
    if (turn > 20_000) throw new Error('the link did not come back');
    await nextTurn();
  }
}

function heapUsed(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
