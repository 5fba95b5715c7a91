// Brings a fresh clone to where it can run: dependencies installed as the lock file says, the native module loadable.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Where the hash of the installed lock file is noted. */
const INSTALLED = path.join(root, 'node_modules', '.leaseline-installed');
const OLDEST_NODE = [20, 19];

/** Runs a command in the project's folder with our terminal. Throws when it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (result.error) throw result.error;
  if (result.status !== 0) throw new Error(`${[command, ...args].join(' ')} failed (exit ${result.status})`);
}

/** A tool that npm installed, run with this very Node. */
export function tool(name, args, options) {
  run(process.execPath, [path.join(root, 'node_modules', ...name.split('/')), ...args], options);
}

/** Installs the dependencies unless this lock file's are there already. */
export function setUp() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    throw new Error(`Leaseline needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.version}.`);
  }
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .update(process.versions.modules)
    .digest('hex');
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === wanted) return;
  console.log('Leaseline: installing dependencies (once)...');
  ensureCompiler();
  // Not `npm ci`: that insists that the lock file names the binaries of every other platform, too. This installs the
  // locked versions all the same, and leaves the lock file alone.
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
  ensureSqlite();
  writeFileSync(INSTALLED, wanted);
}

/** better-sqlite3 is compiled where its prebuilt binary cannot be fetched; a bare Debian lacks the compiler. */
function ensureCompiler() {
  const missing = ['python3', 'make', 'g++'].filter((name) => spawnSync('which', [name]).status !== 0);
  if (missing.length === 0) return;
  const canInstall = process.getuid?.() === 0 && spawnSync('which', ['apt-get']).status === 0;
  if (!canInstall) {
    console.log(
      `Leaseline: ${missing.join(', ')} not found. If better-sqlite3 has no ready binary for this machine, install them first.`,
    );
    return;
  }
  console.log(`Leaseline: installing ${missing.join(', ')} for better-sqlite3...`);
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  } catch (error) {
    console.log(`Leaseline: that failed (${error.message}); going on with what is here.`);
  }
}

function ensureSqlite() {
  const loads = () => {
    const code = "new (require('better-sqlite3'))(':memory:').close()";
    return spawnSync(process.execPath, ['-e', code], { cwd: root }).status === 0;
  };
  if (loads()) return;
  run('npm', ['rebuild', 'better-sqlite3', '--foreground-scripts']);
  if (loads()) return;
  throw new Error(
    'better-sqlite3 could not be built. Install python3, make and g++ (Debian: apt-get install python3 make g++) and run this again.',
  );
}
