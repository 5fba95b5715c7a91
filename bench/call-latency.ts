// From the AMI bytes of Newchannel to the operator's WebSocket message, beside a bare relay of the same bytes.
import { mkdtempSync, rmSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import { PbxSimulator } from '../src/adapters/asterisk/simulator/pbx-simulator.ts';
import { SystemClock } from '../src/adapters/system/system-clock.ts';
import { createApp } from '../src/app.ts';
import type { LiveMessage } from '../src/wire/live.ts';
import { benchConfig, TOKEN } from './bench-config.ts';
import { median, quantile, row } from './statistics.ts';
import { Watcher } from './watcher.ts';

const ROUNDS = 6;
const CALLS = 200;
/** Calls that go on in the background in the second half: 20 a second, of 10 s each. */
const BACKGROUND = { everyMs: 50, lastMs: 10_000 };
const SILENT = { info() {}, warn() {}, error() {} };

export async function callLatency(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'leaseline-bench-'));
  const pbx = new PbxSimulator({ clock: new SystemClock(SILENT) });
  await pbx.start();
  const app = await createApp(benchConfig({ folder, numbers: 1_000, amiPort: pbx.port }), { log: SILENT });
  const { port } = await app.start();
  const relay = await bareRelay();
  {
    using board = await Watcher.open(`ws://127.0.0.1:${port}/v1/live`, TOKEN);
    using relayed = await Watcher.open(relay.url, TOKEN);
    await sleep(1_000);
    const measure = async () => {
      const ours: number[] = [];
      const bare: number[] = [];
      for (let n = 0; n < ROUNDS * CALLS; n++) {
        const taken = await oneCall(pbx, board, n);
        const through = await relayed.timed(relay.send, () => true);
        // The first round warms both up.
        if (n >= CALLS) {
          ours.push(taken);
          bare.push(through);
        }
      }
      report(ours, bare);
    };
    console.log('nothing else going on');
    await measure();
    const stop = keepCalling(pbx);
    await sleep(BACKGROUND.lastMs);
    console.log(`${pbx.calls.length} other calls going on, ${1_000 / BACKGROUND.everyMs} new ones a second`);
    await measure();
    stop();
  }
  relay.close();
  await app.stop();
  await pbx.stop();
  rmSync(folder, { recursive: true, force: true });
}

function report(ours: number[], bare: number[]): void {
  console.log(
    `${ours.length} calls each, interleaved; the receiver, in a process of its own, parses every message`,
  );
  console.log(row('', 'p50 ms', 'p99 ms', 'p50 to bare'));
  for (const [name, values] of [
    ['TCP to WebSocket relay, no thought', bare],
    ['leaseline: follow, attribute, show', ours],
  ] as const) {
    const columns = [median(values), quantile(values, 0.99)].map((ms) => ms.toFixed(3));
    console.log(row(name, ...columns, (median(values) / median(bare)).toFixed(2)));
  }
}

async function oneCall(pbx: PbxSimulator, board: Watcher, n: number): Promise<number> {
  const did = `+7495100${String(n % 500).padStart(4, '0')}`;
  let id = '';
  const taken = await board.timed(
    () => {
      id = pbx.placeCall({ caller: `+7916${1_000_000 + n}`, did, outcome: 'missed', answerAfterMs: 60_000 });
    },
    (message) => {
      const live = message as LiveMessage;
      return live.type === 'call' && live.call.state === 'ringing' && live.call.did === did;
    },
  );
  pbx.hangUp(id);
  // The end of this call must not be in the way of the next.
  await sleep(15);
  return taken;
}

/** Answered calls to the other half of the numbers, as many as end. */
function keepCalling(pbx: PbxSimulator): () => void {
  let n = 0;
  const timer = setInterval(() => {
    const did = `+7495100${String(500 + (n % 500)).padStart(4, '0')}`;
    const caller = `+7903${1_000_000 + n}`;
    const talkMs = BACKGROUND.lastMs - 2_000;
    pbx.placeCall({ caller, did, outcome: 'answered', answerAfterMs: 2_000, talkMs });
    n += 1;
  }, BACKGROUND.everyMs);
  return () => clearInterval(timer);
}

/** A TCP socket whose every chunk is sent on to a WebSocket: the least that any such service must do. */
async function bareRelay() {
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  const source = net.createServer();
  await new Promise<void>((resolve) => source.listen(0, '127.0.0.1', resolve));
  const incoming = new Promise<net.Socket>((resolve) => source.once('connection', resolve));
  const link = net.connect((source.address() as AddressInfo).port, '127.0.0.1');
  const pbx = await incoming;
  link.on('data', (data) => {
    for (const client of sockets.clients)
      client.send(JSON.stringify({ type: 'call', text: data.toString() }));
  });
  const bytes = `Event: Newchannel\r\n${'Header: value of it\r\n'.repeat(20)}\r\n`;
  return {
    url: `ws://127.0.0.1:${(sockets.address() as AddressInfo).port}`,
    send: () => {
      pbx.write(bytes);
    },
    close: () => {
      link.destroy();
      source.close();
      sockets.close();
    },
  };
}
