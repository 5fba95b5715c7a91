// How fast recorded AMI is read: the asterisk-manager package alone, and our adapter, which uses it, up to call events.
import { readdirSync, readFileSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import AsteriskManager from 'asterisk-manager';
import { AmiTelephony } from '../src/adapters/asterisk/ami/ami-telephony.ts';
import { PbxSimulator } from '../src/adapters/asterisk/simulator/pbx-simulator.ts';
import { SystemClock } from '../src/adapters/system/system-clock.ts';
import { median, row } from './statistics.ts';

const ROUNDS = 5;
const SILENT = { info() {}, warn() {}, error() {} };
const FIXTURES = path.join(import.meta.dirname, '..', 'test', 'fixtures', 'ami');
const LAST = 'Event: TheEnd\r\n\r\n';

interface Load {
  readonly bytes: Buffer;
  readonly events: number;
}

export async function amiParse(): Promise<void> {
  const steady = recorded(5_000_000);
  const chunk = recorded(10_000_000);
  const alone: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    alone.push(await packageAlone(steady));
    ours.push(await adapter(steady));
  }
  console.log(
    `events a second over TCP, median of ${ROUNDS} interleaved rounds of ${steady.events} recorded events`,
  );
  console.log(row('', 'events/s', 'to the package'));
  for (const [name, rates] of [
    ['asterisk-manager alone', alone],
    ['leaseline, up to call events', ours],
  ] as const) {
    console.log(row(name, Math.round(median(rates)), (median(rates) / median(alone)).toFixed(2)));
  }
  console.log(`10 MB at once, ${chunk.events} events`);
  console.log(row('leaseline', Math.round(await adapter(chunk))));
}

/** The transcripts of calls, over and over. */
function recorded(size: number): Load {
  const files = readdirSync(FIXTURES).filter((file) => file.endsWith('.ami'));
  const texts = files.map((file) => readFileSync(path.join(FIXTURES, file)));
  const calls = texts.filter((text) => text.includes('Event: Newchannel'));
  const parts: Buffer[] = [];
  let length = 0;
  for (let n = 0; length < size; n += 1) {
    const part = calls[n % calls.length] ?? Buffer.alloc(0);
    parts.push(part);
    length += part.length;
  }
  const bytes = Buffer.concat(parts);
  return { bytes, events: bytes.toString('latin1').split('\r\n\r\n').length - 1 };
}

function rate(events: number, started: number): number {
  return (events * 1_000) / (performance.now() - started);
}

async function packageAlone({ bytes, events }: Load): Promise<number> {
  const server = net.createServer((socket) => {
    socket.write('Asterisk Call Manager/11.0.0\r\n');
    socket.write(bytes);
    socket.write(LAST);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const manager = AsteriskManager(null, null, 'bench', 'bench');
  const started = performance.now();
  await new Promise<void>((resolve) => {
    manager.on('theend', () => resolve());
    const { port } = server.address() as AddressInfo;
    manager.connect({ port, host: '127.0.0.1', signal: new AbortController().signal }, undefined, () => {});
  });
  const perSecond = rate(events, started);
  (manager as unknown as { disconnect(): void }).disconnect();
  server.close();
  return perSecond;
}

async function adapter({ bytes, events }: Load): Promise<number> {
  const clock = new SystemClock(SILENT);
  const pbx = new PbxSimulator({ clock });
  await pbx.start();
  const { port, username, secret } = pbx;
  let received = 0;
  let up = () => {};
  let ended = () => {};
  const isUp = new Promise<void>((resolve) => {
    up = resolve;
  });
  const isOver = new Promise<void>((resolve) => {
    ended = resolve;
  });
  let until = Number.POSITIVE_INFINITY;
  const counters = {
    eventReceived: () => {
      received += 1;
      if (received >= until) ended();
    },
    malformedDropped() {},
    reconnected() {},
  };
  const telephony = new AmiTelephony({
    pbx: 'office',
    host: '127.0.0.1',
    port,
    username,
    secret,
    clock,
    log: SILENT,
    counters,
  });
  telephony.start({ linkUp: up, looked() {}, linkDown() {}, event() {} });
  await isUp;
  // Answers to actions in the transcripts are no events.
  const responses = bytes.toString('latin1').split('Response: ').length - 1;
  until = received + events - responses;
  const started = performance.now();
  pbx.ami.send(bytes);
  await isOver;
  const perSecond = rate(events, started);
  await telephony.stop();
  await pbx.stop();
  return perSecond;
}
