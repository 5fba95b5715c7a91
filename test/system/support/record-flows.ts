// Records what AMI tells of every flow, all played side by side: `npx tsx test/system/support/record-flows.ts [16] [22]`.
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { AsteriskBed } from './asterisk.ts';
import { callFlows } from './call-flows.ts';
import { startFlowBed } from './flow-bed.ts';
import { playFlow } from './play-flow.ts';
import type { AsteriskVersion } from './read-rig.ts';

const AT_ONCE = 4;
/** Events of a call go on for a moment after all phones are silent. */
const AFTERMATH_MS = 3_000;

/** Writes flows-asterisk-{version}.ami.gz, and beside it what one must know to read it: which DID is which flow's. */
async function record(version: AsteriskVersion): Promise<void> {
  await using on = await startFlowBed(callFlows, version);
  const recording = await startRecording(on.bed);
  const waiting = [...on.flows];
  const player = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await playFlow(next, on.bed);
      console.log(`Asterisk ${version}: ${next.flow.name}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, player));
  await sleep(AFTERMATH_MS);
  const bytes = recording.stop();
  const folder = new URL('../../fixtures/ami/', import.meta.url);
  await writeFile(new URL(`flows-asterisk-${version}.ami.gz`, folder), gzipSync(bytes, { level: 9 }));
  const dids = Object.fromEntries(on.flows.map(({ flow, place }) => [place.did, flow.name]));
  await writeFile(new URL(`flows-asterisk-${version}.json`, folder), `${JSON.stringify(dids, null, 2)}\n`);
}

async function startRecording({ ami }: AsteriskBed): Promise<{ stop(): Buffer }> {
  const chunks: Buffer[] = [];
  const socket = connect(ami.port, ami.host);
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  const login = ['Action: Login', `Username: ${ami.username}`, `Secret: ${ami.secret}`];
  // The classes that Leaseline asks for.
  socket.write(`${[...login, 'Events: call,agent,dialplan,system'].join('\r\n')}\r\n\r\n`);
  while (!Buffer.concat(chunks).includes('FullyBooted')) await sleep(20);
  await sleep(200);
  chunks.length = 0;
  return {
    stop() {
      socket.destroy();
      return Buffer.concat(chunks);
    },
  };
}

const wanted = process.argv.slice(2).map(Number);
for (const version of [16, 22] as const) {
  if (wanted.length === 0 || wanted.includes(version)) await record(version);
}
