// Records the AMI transcripts of test/fixtures/ami on the rig: `npx tsx test/system/support/record-ami.ts [name ...]`.
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { scenes } from './ami-scenes.ts';
import { type AsteriskBed, startAsterisk } from './asterisk.ts';
import { placeCalls, startAgent } from './sipp.ts';

/** Events of a call go on for a moment after both phones are silent. */
const AFTERMATH_MS = 800;
/** Until a call that was just answered (or queued) causes no more events. */
const SETTLE_MS = 800;
const FOLDER = new URL('../../fixtures/ami/', import.meta.url);

// One extension a scene needs; 0001 is a plain call to agent1.
const DIALPLAN = `[from-trunk]
exten => +74951230001,1,Dial(PJSIP/agent1,3)
 same => n,GotoIf($["\${DIALSTATUS}" = "BUSY"]?busy)
 same => n,Hangup()
 same => n(busy),Busy(1)
exten => +74951230002,1,Dial(PJSIP/agent1&PJSIP/agent2,10)
exten => +74951230003,1,Dial(Local/100@ring-agent,10)
exten => +74951230004,1,Answer()
 same => n,Queue(sales,,,,10)
exten => +74951230005,1,Set(__FROM_DID=\${EXTEN})
 same => n,Goto(ivr,s,1)
exten => +74951230006,1,Answer()
 same => n,Wait(2)
 same => n,Hangup()

[ring-agent]
exten => 100,1,Dial(PJSIP/agent1,10)

[ivr]
exten => s,1,Answer()
 same => n,Wait(1)
 same => n(agent),Dial(PJSIP/agent2,10)
`;
const QUEUES = '[sales]\nstrategy = ringall\ntimeout = 10\nmember => PJSIP/agent1\nmember => PJSIP/agent2\n';

/** The bytes an AMI client gets after its login. */
class Recording {
  readonly #socket;
  #bytes = Buffer.alloc(0);

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1');
    this.#socket.on('data', (chunk: Buffer) => {
      this.#bytes = Buffer.concat([this.#bytes, chunk]);
    });
    // A scene may end Asterisk itself.
    this.#socket.on('error', () => {});
  }

  /** @returns greeting, login answer and FullyBooted */
  async login({ username, secret }: AsteriskBed['ami']): Promise<Buffer> {
    await this.until('Asterisk Call Manager');
    this.send('Action: Login', 'ActionID: login', `Username: ${username}`, `Secret: ${secret}`, 'Events: on');
    await this.until('FullyBooted');
    await sleep(200);
    return this.take();
  }

  send(...lines: string[]): void {
    this.#socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  }

  async until(text: string): Promise<void> {
    while (!this.#bytes.includes(text)) await sleep(10);
  }

  take(): Buffer {
    const bytes = this.#bytes;
    this.#bytes = Buffer.alloc(0);
    return bytes;
  }

  close(): void {
    this.#socket.destroy();
  }
}

async function record(name: string, bed: AsteriskBed): Promise<Buffer> {
  const scene = scenes[name];
  if (scene === undefined) throw new Error(`no scene ${name}; there are: ${Object.keys(scenes).join(', ')}`);
  const agents = await Promise.all(
    Object.entries(scene.agents).map(([agent, does]) => startAgent({ port: bed.agentPort(agent), ...does })),
  );
  const ami = new Recording(bed.amiPort);
  const login = await ami.login(bed.ami);
  const base = { sipPort: bed.sipPort, did: '+74951230001', caller: '+79161234567' };
  const calls = await placeCalls(scene.calls.map((more) => ({ ...base, ...more })));
  if (scene.live !== undefined) {
    await Promise.all(calls.map((call) => (scene.whileRinging === true ? call.ringing : call.answered)));
    await sleep(SETTLE_MS);
    if ('ask' in scene.live) {
      ami.take();
      ami.send(...scene.live.ask);
      await sleep(300);
    } else {
      await scene.live.act(bed);
    }
  }
  const answer = scene.live !== undefined && 'ask' in scene.live ? ami.take() : null;
  await Promise.all(calls.map(({ ended }) => ended));
  await sleep(AFTERMATH_MS);
  const all = ami.take();
  ami.close();
  await Promise.all([...calls, ...agents].map((part) => part[Symbol.asyncDispose]()));
  return name === 'login' ? login : (answer ?? all);
}

const files = { 'queues.conf': QUEUES };
const bed = await startAsterisk({ dialplan: DIALPLAN, files, agents: ['agent1', 'agent2'] });
try {
  const version = /^Asterisk (\d+)/.exec(await bed.cli('core show version'))?.[1];
  const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(scenes);
  for (const name of wanted) {
    const bytes = await record(name, bed);
    await writeFile(fileURLToPath(new URL(`asterisk-${version}-${name}.ami`, FOLDER)), bytes);
    console.log(`${name}: ${bytes.length} bytes`);
  }
} finally {
  await bed[Symbol.asyncDispose]();
}
