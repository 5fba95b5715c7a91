// One SIPp process that plays a scenario on loopback, and the log by which a test follows it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readRig } from './read-rig.ts';

/** How often a SIPp log is looked at: how late `ringing` and `answered` may settle. */
const LOOK_MS = 15;

/** One line of a scenario's log: what happened and when, in ms since SIPp started and since the epoch. */
export interface Moment {
  what: string;
  code: number | null;
  atMs: number;
  at: number;
}

/** A SIPp process with a scenario; its log tells how far the call has come. */
export class SippRun implements AsyncDisposable {
  readonly exited: Promise<number | null>;
  readonly #child: ChildProcess;
  readonly #folder: string;
  #running = true;

  private constructor(child: ChildProcess, folder: string) {
    this.#child = child;
    this.#folder = folder;
    this.exited = once(child, 'exit').then(([code]) => {
      this.#running = false;
      return code as number | null;
    });
  }

  /** `words` are put in place of the @WORDS@ of the scenario. */
  static async start(
    scenario: string,
    words: Readonly<Record<string, string | number>>,
    args: readonly string[],
    signal?: AbortSignal,
  ): Promise<SippRun> {
    const program = readRig().sipp;
    if (program === null) throw new Error('the rig has no SIPp: run `node scripts/rig.mjs` to see why');
    const source = fileURLToPath(new URL(`./scenarios/${scenario}.xml`, import.meta.url));
    const template = await readFile(source, 'utf8');
    const folder = await mkdtemp(join(tmpdir(), 'leaseline-sipp-'));
    const filled = template.replace(/@([A-Z_]+)@/g, (whole, word: string) => String(words[word] ?? whole));
    await writeFile(join(folder, 'scenario.xml'), filled);
    await writeFile(join(folder, 'tone.ulaw'), tone());
    const traces = ['-trace_logs', '-log_file', 'moments.log', '-trace_err', '-error_file', 'errors.log'];
    const common = ['-sf', 'scenario.xml', '-i', '127.0.0.1', '-bind_local', '-nostdin', ...traces];
    // SIPp must not outlive a test process that is killed.
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', program, ...common, ...args], {
      cwd: folder,
      stdio: 'ignore',
    });
    const run = new SippRun(child, folder);
    signal?.addEventListener('abort', () => void run.kill(), { once: true });
    return run;
  }

  get running(): boolean {
    return this.#running;
  }

  async moments(): Promise<Moment[]> {
    const text = await readFile(join(this.#folder, 'moments.log'), 'utf8').catch(() => '');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    return whole.split('\n').filter(Boolean).map(parseMoment);
  }

  /** Waits until one of `whats` is in the log; null when SIPp ended without it. */
  async reached(...whats: string[]): Promise<Moment | null> {
    for (;;) {
      const wasRunning = this.#running;
      const found = (await this.moments()).find((moment) => whats.includes(moment.what));
      if (found !== undefined) return found;
      if (!wasRunning) return null;
      await sleep(LOOK_MS);
    }
  }

  /** What went against the scenario; a time-out that the scenario answers with a jump is no error. */
  async errors(): Promise<string> {
    const text = await readFile(join(this.#folder, 'errors.log'), 'utf8').catch(() => '');
    // SIPp starts an entry with a date but ends it with nothing.
    const entries = text.split(/(?=\d{4}-\d\d-\d\d\t)/);
    return entries.filter((entry) => !/jumping to label|^The following events/.test(entry)).join('\n');
  }

  /** Ends at once, without a goodbye to the other side. */
  async kill(): Promise<void> {
    if (this.#running) this.#child.kill('SIGKILL');
    await this.exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** `refused 486 3116 2026-11-25<TAB>09:30:45.649713<TAB>1795599045.649713`: SIPp's clock tick and timestamp. */
function parseMoment(line: string): Moment {
  const [words = '', , epoch] = line.split('\t');
  const [what = '', ...numbers] = words.trim().split(' ').slice(0, -1);
  const code = numbers.length > 1 ? Number(numbers[0]) : null;
  return { what, code, atMs: Number(numbers.at(-1)), at: Number(epoch) * 1000 };
}

/** One second of 1 kHz in G.711 mu-law: the eight samples of the test signal of ITU-T G.711, table 6. */
function tone(): Buffer {
  return Buffer.alloc(8000, Buffer.from([0x1e, 0x0b, 0x0b, 0x1e, 0x9e, 0x8b, 0x8b, 0x9e]));
}
