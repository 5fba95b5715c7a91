// Many callers at a steady rate from one SIPp process, each call known by its caller's number.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freeUdpPort } from './free-ports.ts';
import { readRig } from './read-rig.ts';

/** Long enough to mean "never" within a test. */
const NEVER_MS = 600_000;

export interface LoadCall {
  readonly did: string;
  /** Digits with a plus; one of its own for each call. */
  readonly caller: string;
}

export interface LoadOptions {
  readonly sipPort: number;
  readonly calls: readonly LoadCall[];
  readonly perSecond: number;
  /** As in CallOptions; both default to never. */
  readonly talkForMs?: number;
  readonly cancelAfterMs?: number;
}

/** What one caller's phone saw, in ms since the epoch. */
export interface LoadResult {
  readonly calledAt: number;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  /** `hung-up`, `far-side-hung-up`, `gave-up` or `refused-486`. */
  readonly ending: string | null;
}

/** By caller. Resolves when the last call is over. @throws when SIPp saw what its scenario does not foresee */
export async function placeLoad(options: LoadOptions): Promise<Map<string, LoadResult>> {
  const program = readRig().sipp;
  if (program === null) throw new Error('the rig has no SIPp: run `node scripts/rig.mjs` to see why');
  const folder = await mkdtemp(join(tmpdir(), 'leaseline-load-'));
  try {
    await writeFile(join(folder, 'scenario.xml'), await scenarioOf(options));
    const rows = options.calls.map(({ did, caller }) => `${did};${caller}\n`).join('');
    await writeFile(join(folder, 'calls.csv'), `SEQUENTIAL\n${rows}`);
    const count = String(options.calls.length);
    const pace = ['-r', String(options.perSecond), '-rp', '1000', '-m', count, '-l', count];
    const traces = ['-trace_logs', '-log_file', 'moments.log', '-trace_err', '-error_file', 'errors.log'];
    const address = ['-i', '127.0.0.1', '-bind_local', '-p', String(await freeUdpPort())];
    const files = ['-sf', 'scenario.xml', '-inf', 'calls.csv', '-nostdin'];
    const args = [...files, ...address, ...pace, ...traces, `127.0.0.1:${options.sipPort}`];
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', program, ...args], {
      cwd: folder,
      stdio: 'ignore',
    });
    const [code] = await once(child, 'exit');
    const log = await readFile(join(folder, 'moments.log'), 'utf8');
    if (code !== 0) throw new Error(`SIPp ended with ${code}: ${await errorsOf(folder)}`);
    return toResults(log);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The scenario of a single caller, with who calls whom taken from the rows, and the caller in each line of the log. */
async function scenarioOf({ talkForMs = NEVER_MS, cancelAfterMs = NEVER_MS }: LoadOptions): Promise<string> {
  const source = fileURLToPath(new URL('./scenarios/caller.xml', import.meta.url));
  const words: Readonly<Record<string, string>> = {
    DID: '[field0]',
    DIALLED: '[field0]',
    CALLER: '[field1]',
    CALLER_NAME: '',
    CANCEL_MS: String(cancelAfterMs),
    TALK_MS: String(talkForMs),
    HEADERS: 'Subject: rig',
  };
  const template = await readFile(source, 'utf8');
  return template
    .replace(/@([A-Z_]+)@/g, (_whole, word: string) => words[word] ?? '')
    .replace(/<log message="refused (\d+) [^"]*"/g, '<log message="refused-$1 [field1] [timestamp]"')
    .replace(/<log message="(\S+) \[clock_tick\][^"]*"/g, '<log message="$1 [field1] [timestamp]"');
}

/** `answered +79160000001 2026-01-15<TAB>12:00:00.000000<TAB>1768478400.000000` */
function toResults(log: string): Map<string, LoadResult> {
  const results = new Map<string, LoadResult>();
  for (const line of log.split('\n').filter(Boolean)) {
    const [words = '', , epoch] = line.split('\t');
    const [what = '', caller = ''] = words.split(' ');
    const at = Number(epoch) * 1000;
    const known = results.get(caller) ?? { calledAt: at, answeredAt: null, endedAt: null, ending: null };
    results.set(caller, { ...known, ...shown(what, at) });
  }
  return results;
}

function shown(what: string, at: number): Partial<LoadResult> {
  if (what === 'answered') return { answeredAt: at };
  const isEnd = what === 'hung-up' || what === 'far-side-hung-up' || what === 'gave-up';
  return isEnd || what.startsWith('refused-') ? { endedAt: at, ending: what } : {};
}

async function errorsOf(folder: string): Promise<string> {
  const text = await readFile(join(folder, 'errors.log'), 'utf8').catch(() => 'no error file');
  return text.slice(0, 2_000);
}
