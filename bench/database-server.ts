// Redis and PostgreSQL as the peers need them: started for one run, in a folder that goes away with it, synced always.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where Debian keeps the server programs, which are not on the path. */
const POSTGRES_HOMES = '/usr/lib/postgresql';
const READY_WITHIN = 30_000;

export class DatabaseServer implements AsyncDisposable {
  /** What a client connects to: Redis's socket, or the folder of PostgreSQL's. */
  readonly address: string;
  readonly #child: ChildProcess;
  readonly #folder: string;

  private constructor(child: ChildProcess, folder: string, address: string) {
    this.#child = child;
    this.#folder = folder;
    this.address = address;
  }

  /** Null when it is not installed. */
  static async redis(): Promise<DatabaseServer | null> {
    const program = find('redis-server');
    if (program === null) return null;
    const folder = mkdtempSync(path.join(os.tmpdir(), 'leaseline-redis-'));
    const socket = path.join(folder, 'socket');
    const options = {
      port: '0',
      unixsocket: socket,
      dir: folder,
      save: '',
      appendonly: 'yes',
      appendfsync: 'always',
    };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    const child = spawn(program, args, { stdio: 'ignore' });
    await there(socket);
    return new DatabaseServer(child, folder, socket);
  }

  /** Null when it is not installed. */
  static async postgres(): Promise<DatabaseServer | null> {
    const program = find('postgres');
    if (program === null) return null;
    const folder = mkdtempSync(path.join(os.tmpdir(), 'leaseline-postgres-'));
    const data = path.join(folder, 'data');
    // PostgreSQL refuses to run as root.
    const owner = process.getuid?.() === 0 ? idsOf('postgres') : null;
    if (owner) chownSync(folder, owner.uid, owner.gid);
    const initdb = path.join(path.dirname(program), 'initdb');
    execFileSync(initdb, ['-D', data, '-U', 'bench', '-A', 'trust', '-E', 'UTF8', '--no-locale'], {
      stdio: 'ignore',
      cwd: folder,
      ...owner,
    });
    const settings = ['listen_addresses=', 'fsync=on', 'synchronous_commit=on', 'max_connections=50'];
    const args = ['-D', data, '-k', folder, ...settings.flatMap((setting) => ['-c', setting])];
    const child = spawn(program, args, { stdio: 'ignore', cwd: folder, ...owner });
    await there(path.join(folder, '.s.PGSQL.5432'));
    return new DatabaseServer(child, folder, folder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    // PostgreSQL's fast shutdown; Redis ends by it, too.
    this.#child.kill('SIGINT');
    await ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function find(program: string): string | null {
  const homes = existsSync(POSTGRES_HOMES)
    ? readdirSync(POSTGRES_HOMES).map((version) => path.join(POSTGRES_HOMES, version, 'bin'))
    : [];
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), ...homes];
  return folders.map((folder) => path.join(folder, program)).find(existsSync) ?? null;
}

function idsOf(user: string): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function there(socket: string): Promise<void> {
  for (let waited = 0; !existsSync(socket); waited += 50) {
    if (waited > READY_WITHIN) throw new Error(`${socket} did not appear`);
    await sleep(50);
  }
  // PostgreSQL makes its socket a moment before it takes connections.
  await sleep(1_000);
}
