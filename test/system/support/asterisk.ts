// Starts a real Asterisk for one test: its own folder, its own loopback ports, gone with the test.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type AsteriskFilesOptions, asteriskFiles, defaultDialplan } from './asterisk-files.ts';
import { type Cdr, parseCdr } from './cdr.ts';
import { freeTcpPort, freeUdpPort } from './free-ports.ts';
import { type AsteriskVersion, readRig } from './read-rig.ts';

const START_MS = 60_000;
const STOP_MS = 15_000;
/** Where the bed is mounted inside the cached root. */
const BED_INSIDE = '/bed';
const AMI_READ = 'system,call,agent,dialplan,cdr,reporting';

export interface StartAsteriskOptions {
  /** Major version (default 22). */
  version?: AsteriskVersion;
  /** The whole of extensions.conf; by default every DID rings agent1 for `ringS` seconds. */
  dialplan?: string;
  /** Seconds the default dialplan rings (default 20). */
  ringS?: number;
  /** Agents to have; each gets a free UDP port for its phone (default agent1 and agent2). */
  agents?: readonly string[];
  /** Agents whose phones have a port already, in place of `agents`. */
  agentPorts?: Readonly<Record<string, number>>;
  /** Context of calls that come from the trunk (default `from-trunk`). */
  trunkContext?: string;
  /** AMI permissions of the user, by default what Leaseline asks for. */
  amiRead?: string;
  amiWrite?: string;
  /** More configuration files, or others in place of the rig's: name -> text. */
  files?: Readonly<Record<string, string>>;
}

/** A running Asterisk. `await using` or `stop()` leaves nothing behind. */
export class AsteriskBed implements AsyncDisposable {
  readonly sipPort: number;
  readonly ami: { host: string; port: number; username: string; secret: string };
  readonly ari: { url: string; username: string; password: string };
  readonly #root: string;
  readonly #folder: string;
  readonly #agents: Readonly<Record<string, number>>;
  #process: ChildProcess | null = null;

  /** Made by startAsterisk(). */
  constructor(root: string, folder: string, files: AsteriskFilesOptions) {
    this.#root = root;
    this.#folder = folder;
    this.#agents = files.agents;
    this.sipPort = files.sipPort;
    this.ami = {
      host: '127.0.0.1',
      port: files.amiPort,
      username: files.amiUser.username,
      secret: files.amiUser.secret,
    };
    this.ari = { url: `http://127.0.0.1:${files.httpPort}`, ...files.ariUser };
  }

  get amiPort(): number {
    return this.ami.port;
  }

  /** Asterisk's spool folder as this process sees it: `MixMonitor(x.wav)` writes to `monitor/x.wav` in it. */
  get spoolFolder(): string {
    return join(this.#folder, 'spool');
  }

  /** UDP port where the phone of an agent is expected. */
  agentPort(name: string): number {
    const port = this.#agents[name];
    if (port === undefined) throw new Error(`this bed has no agent ${name}`);
    return port;
  }

  /** Starts Asterisk in this bed and waits until it is fully booted. */
  async start(): Promise<void> {
    if (this.#process !== null) throw new Error('this Asterisk runs already');
    // The mounts live in a namespace that ends with Asterisk, and Asterisk ends with this process: nothing to undo.
    const script = [
      'mount --bind "$1" "$2$3"',
      'mount -t proc proc "$2/proc"',
      'mount --rbind /dev "$2/dev"',
      'exec chroot "$2" asterisk -f -C "$3/etc/asterisk.conf"',
    ].join(' && ');
    const isolated = ['--pdeathsig', 'KILL', 'unshare', '--mount', '--propagation', 'private'];
    const child = spawn(
      'setpriv',
      [...isolated, 'sh', '-c', script, 'sh', this.#folder, this.#root, BED_INSIDE],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    this.#process = child;
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString()).slice(-2000);
    });
    child.once('exit', () => {
      this.#process = null;
    });
    const deadline = Date.now() + START_MS;
    while (!(await amiGreets(this.ami.port))) {
      if (this.#process === null)
        throw new Error(`Asterisk ended while starting: ${stderr}\n${await this.log()}`);
      if (Date.now() > deadline)
        throw new Error(`Asterisk was not up in ${START_MS} ms:\n${await this.log()}`);
      await sleep(50);
    }
    // AMI greets before every module is loaded.
    await this.cli('core waitfullybooted');
  }

  /** Graceful: Asterisk hangs up its calls and ends. The bed stays, for restart(). */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** A crash: no goodbye to anyone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** stop() and start() on the same ports, with the same files. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#process;
    if (child === null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const patience = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(patience);
  }

  /** The answer of the Asterisk command line, as `asterisk -rx` gives it. */
  async cli(command: string): Promise<string> {
    const pid = this.#process?.pid;
    if (pid === undefined) throw new Error('this Asterisk does not run');
    const enter = ['--target', String(pid), '--mount', '--root', '--wd=/'];
    const ask = ['asterisk', '-C', `${BED_INSIDE}/etc/asterisk.conf`, '-rx', command];
    const { stdout } = await promisify(execFile)('nsenter', [...enter, ...ask], { timeout: START_MS });
    return stdout;
  }

  /** Call detail records so far, oldest first. */
  async cdrs(): Promise<Cdr[]> {
    const text = await readOrEmpty(join(this.#folder, 'log', 'cdr-csv', 'Master.csv'));
    return text.split('\n').filter(Boolean).map(parseCdr);
  }

  /** The end of Asterisk's own log, for a failing test to show. */
  async log(lastLines = 40): Promise<string> {
    const text = await readOrEmpty(join(this.#folder, 'log', 'messages.log'));
    return text.split('\n').slice(-lastLines).join('\n');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Makes a bed, starts Asterisk in it and waits until it takes calls. Needs `rig.asterisk`, or `rig.asterisk16`. */
export async function startAsterisk(options: StartAsteriskOptions = {}): Promise<AsteriskBed> {
  const { version = 22 } = options;
  const asterisk = readRig()[version === 16 ? 'asterisk16' : 'asterisk'];
  if (asterisk === null)
    throw new Error(`the rig has no Asterisk ${version}: run \`node scripts/rig.mjs\` to see why`);
  const { trunkContext = 'from-trunk', agents = ['agent1', 'agent2'] } = options;
  const agentPorts: Record<string, number> = { ...options.agentPorts };
  if (options.agentPorts === undefined) for (const name of agents) agentPorts[name] = await freeUdpPort();
  const write = options.amiWrite ?? 'reporting,call';
  const description: AsteriskFilesOptions = {
    sipPort: await freeUdpPort(),
    amiPort: await freeTcpPort(),
    httpPort: await freeTcpPort(),
    agents: agentPorts,
    amiUser: { username: 'leaseline', secret: 'rig-secret', read: options.amiRead ?? AMI_READ, write },
    ariUser: { username: 'leaseline', password: 'rig-secret' },
    dialplan: options.dialplan ?? defaultDialplan(trunkContext, options.ringS),
    trunkContext,
    bedInside: BED_INSIDE,
  };
  const folder = await mkdtemp(join(tmpdir(), 'leaseline-bed-'));
  for (const name of ['etc', 'lib', 'log/cdr-csv', 'run', 'spool/monitor']) {
    await mkdir(join(folder, name), { recursive: true });
  }
  for (const [name, text] of Object.entries({ ...asteriskFiles(description), ...options.files })) {
    await writeFile(join(folder, 'etc', name), text);
  }
  await mkdir(join(asterisk.root, BED_INSIDE), { recursive: true });
  const bed = new AsteriskBed(asterisk.root, folder, description);
  try {
    await bed.start();
  } catch (error) {
    await bed[Symbol.asyncDispose]();
    throw error;
  }
  return bed;
}

async function amiGreets(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 1000 });
    const settle = (greeted: boolean) => {
      socket.destroy();
      answer(greeted);
    };
    socket.once('data', (bytes: Buffer) => settle(bytes.toString().startsWith('Asterisk Call Manager')));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
    socket.once('close', () => settle(false));
  });
}

async function readOrEmpty(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
