// From the AMI bytes of Newchannel to the operator's WebSocket message, beside a bare relay of the same bytes.
import { mkdtempSync, rmSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import WebSocket, { WebSocketServer } from 'ws';
import { PbxSimulator } from '../src/adapters/asterisk/simulator/pbx-simulator.ts';
import { SystemClock } from '../src/adapters/system/system-clock.ts';
import { createApp } from '../src/app.ts';
import type { LiveMessage } from '../src/wire/live.ts';
import { benchConfig, TOKEN } from './bench-config.ts';
import { median, quantile, row } from './statistics.ts';

const ROUNDS = 6;
const CALLS = 200;
const SILENT = { info() {}, warn() {}, error() {} };

export async function callLatency(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'leaseline-bench-'));
  const clock = new SystemClock(SILENT);
  const pbx = new PbxSimulator({ clock });
  await pbx.start();
  const app = await createApp(benchConfig({ folder, numbers: 1_000, amiPort: pbx.port }), { log: SILENT });
  const { port } = await app.start();
  const board = new WebSocket(`ws://127.0.0.1:${port}/v1/live`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  await new Promise((resolve) => board.once('message', resolve));
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const relay = await bareRelay();

  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (let n = 0; n < CALLS; n++) {
      const taken = await oneCall(pbx, board, n);
      const relayed = await relay.once();
      // The first round warms both up.
      if (round > 0) {
        ours.push(taken);
        bare.push(relayed);
      }
    }
  }
  console.log(`${ours.length} calls each, interleaved; every message parsed by its receiver`);
  console.log(row('', 'p50 ms', 'p99 ms', 'p50 to bare'));
  const line = (name: string, values: number[]) =>
    row(
      name,
      median(values).toFixed(3),
      quantile(values, 0.99).toFixed(3),
      (median(values) / median(bare)).toFixed(2),
    );
  console.log(line('TCP to WebSocket relay, no thought', bare));
  console.log(line('leaseline: follow, attribute, show', ours));

  relay.close();
  board.terminate();
  await app.stop();
  await pbx.stop();
  rmSync(folder, { recursive: true, force: true });
}

function oneCall(pbx: PbxSimulator, board: WebSocket, n: number): Promise<number> {
  return new Promise((resolve) => {
    const did = `7495100${String(n).padStart(4, '0')}`;
    const started = performance.now();
    const onMessage = (data: WebSocket.RawData) => {
      const message = JSON.parse(String(data)) as LiveMessage;
      if (message.type !== 'call' || message.call.state !== 'ringing') return;
      board.off('message', onMessage);
      const taken = performance.now() - started;
      pbx.hangUp(id);
      setTimeout(() => resolve(taken), 5);
    };
    board.on('message', onMessage);
    const id = pbx.placeCall({ caller: '+79161234567', did, outcome: 'missed', answerAfterMs: 60_000 });
  });
}

/** A TCP socket whose every chunk is sent on to a WebSocket: the least that any such service must do. */
async function bareRelay() {
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  const source = net.createServer();
  await new Promise<void>((resolve) => source.listen(0, '127.0.0.1', resolve));
  const incoming = new Promise<net.Socket>((resolve) => source.once('connection', resolve));
  const link = net.connect((source.address() as AddressInfo).port, '127.0.0.1');
  const out = new Promise<WebSocket>((resolve) => sockets.once('connection', resolve));
  const client = new WebSocket(`ws://127.0.0.1:${(sockets.address() as AddressInfo).port}`);
  const [pbx, board] = await Promise.all([incoming, out]);
  link.on('data', (data) => board.send(JSON.stringify({ type: 'call', text: data.toString() })));
  const bytes = `Event: Newchannel\r\n${'Header: value of it\r\n'.repeat(20)}\r\n`;
  return {
    once: () =>
      new Promise<number>((resolve) => {
        const started = performance.now();
        client.once('message', (data) => {
          JSON.parse(String(data));
          resolve(performance.now() - started);
        });
        pbx.write(bytes);
      }),
    close: () => {
      client.terminate();
      link.destroy();
      source.close();
      sockets.close();
    },
  };
}
