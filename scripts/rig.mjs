// The rig: puts two real Asterisks (22 and 16), SIPp and Chromium on this machine for the system tests, or says what
// it cannot have.
//
// Plain Node, no packages: it runs before `npm ci`. Root on Debian installs what is missing through apt; anyone else
// uses what is already there. It never throws: a part it cannot have is null, with a line in `skipped` that says why.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Raise it when the way the root is built changes: an older root is then built again. */
const ROOT_RECIPE = 1;
const MARKER = 'leaseline-rig.json';
const FONT = '/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf';
/** A stuck mirror must end in a skip, not in a hung test run. */
const NETWORK_STEP_MS = 10 * 60_000;
const STALE_BUILD_MS = 60 * 60_000;

/**
 * @typedef {{root: string, version: string}} AsteriskRoot
 * @typedef {{asterisk: AsteriskRoot | null, asterisk16: AsteriskRoot | null, sipp: string | null,
 *   chromium: string | null, skipped: string[]}} Rig
 */

/** The Asterisks of the rig, by their key in `rig.json`: the newest that Debian has, and the oldest still met in offices. */
const ASTERISKS = [
  { key: 'asterisk', suite: 'sid', major: 22, packages: 'asterisk' },
  { key: 'asterisk16', suite: 'bullseye', major: 16, packages: 'asterisk,asterisk-voicemail' },
];

/** The folder that outlives test runs: the Asterisk root and `rig.json`. */
export function rigCacheDir() {
  return resolve(process.env.LEASELINE_CACHE ?? join(homedir(), '.cache', 'leaseline'));
}

/**
 * @param {{log?: (line: string) => void}} [options] `log` gets one line a slow step.
 * @returns {Promise<Rig>} also written to `<cache>/rig.json`
 */
export async function provisionRig({ log = () => {} } = {}) {
  const cache = rigCacheDir();
  /** @type {Rig} */
  const rig = { asterisk: null, asterisk16: null, sipp: null, chromium: null, skipped: [] };
  try {
    await mkdir(cache, { recursive: true });
    const rootUser = process.getuid?.() === 0;
    const apt = await makeApt({ usable: rootUser && (await onPath('apt-get')) !== null, log });
    await provisionPrograms(rig, apt);
    for (const which of ASTERISKS) await provisionAsterisk(rig, which, { cache, rootUser, apt, log });
  } catch (error) {
    rig.skipped.push(`rig: ${oneLine(error)}`);
  }
  try {
    await writeAtomically(join(cache, 'rig.json'), `${JSON.stringify(rig, null, 2)}\n`);
  } catch (error) {
    rig.skipped.push(`rig: ${oneLine(error)}`);
  }
  return rig;
}

async function provisionPrograms(rig, apt) {
  const findBrowser = async () => (await onPath('chromium')) ?? (await onPath('google-chrome'));
  const wanted = [];
  if ((await onPath('sipp')) === null) wanted.push('sip-tester');
  if ((await findBrowser()) === null) wanted.push('chromium', 'ca-certificates');
  // The metrics of Arial, Cyrillic included: screenshots then look like what a visitor sees.
  if (apt.usable && !(await exists(FONT))) wanted.push('fonts-liberation');
  const failure = wanted.length > 0 ? await apt.install(wanted) : null;
  rig.sipp = await onPath('sipp');
  rig.chromium = await findBrowser();
  const why = failure ?? apt.whyNot ?? 'not found after its installation';
  if (rig.sipp === null) rig.skipped.push(`SIPp (package sip-tester): ${why}`);
  if (rig.chromium === null) rig.skipped.push(`Chromium (package chromium): ${why}`);
  else if (failure !== null && apt.usable && !(await exists(FONT))) rig.skipped.push(`fonts: ${why}`);
}

async function provisionAsterisk(rig, { key, suite, major, packages }, { cache, rootUser, apt, log }) {
  const skip = (why) => rig.skipped.push(`Asterisk ${major} (Debian ${suite} root): ${why}`);
  if (!rootUser) return skip('needs root, to chroot into it');
  // A bed mounts its config folder in a namespace of its own; some containers forbid that.
  const namespaces = await run('unshare', ['--mount', 'true']);
  if (!namespaces.ok) return skip(`this machine allows no mount namespace (${namespaces.why})`);
  const root = join(cache, `asterisk-${suite}`);
  const ready = await readMarker(root);
  if (ready !== null) {
    rig[key] = { root, version: ready.version };
    return undefined;
  }
  if (!apt.usable) return skip(apt.whyNot);
  if ((await onPath('mmdebstrap')) === null) {
    const failure = await apt.install(['mmdebstrap']);
    if (failure !== null) return skip(failure);
  }
  await removeStaleBuilds(cache);
  log(`building the Asterisk ${major} root (about a minute, 340 MB) ...`);
  const built = await twice(() => buildRoot({ cache, root, suite, packages }));
  if (!built.ok) return skip(built.why);
  rig[key] = { root, version: built.version };
  return undefined;
}

/** Builds beside the final place and renames: an interrupted build is never taken for a whole one. */
async function buildRoot({ cache, root, suite, packages }) {
  const mirror = await debianMirror();
  if (mirror === null) return { ok: false, why: 'apt is configured with no Debian mirror' };
  const building = join(cache, `building-${randomUUID()}`);
  const options = ['--variant=minbase', `--include=${packages}`, ...(await inheritedAptOptions())];
  // In a mount namespace of its own: if it is killed, no /proc stays mounted in the cache folder.
  const command = ['--mount', 'mmdebstrap', ...options, suite, building, mirror];
  const made = await run('unshare', command, { timeoutMs: NETWORK_STEP_MS });
  try {
    if (!made.ok) return { ok: false, why: `mmdebstrap: ${made.why}` };
    const asked = await run('chroot', [building, 'asterisk', '-V']);
    const version = /Asterisk (\S+)/.exec(asked.out)?.[1];
    if (!asked.ok || version === undefined)
      return { ok: false, why: `built, but does not start: ${asked.why}` };
    // 22.10.1~dfsg+~cs6.15.60671435-1 -> 22.10.1; Debian bullseye's own words are `Asterisk 16.28.0~dfsg-0+deb11u4`.
    const marker = { recipe: ROOT_RECIPE, version: version.replace(/[~+].*$/, '') };
    await writeFile(join(building, MARKER), `${JSON.stringify(marker)}\n`);
    await removeTree(root);
    try {
      await rename(building, root);
    } catch (error) {
      // Another test run put its root there first: as good as ours.
      if ((await readMarker(root)) === null) throw error;
    }
    return { ok: true, version: marker.version };
  } catch (error) {
    return { ok: false, why: oneLine(error) };
  } finally {
    await removeTree(building);
  }
}

async function readMarker(root) {
  try {
    const marker = JSON.parse(await readFile(join(root, MARKER), 'utf8'));
    return marker.recipe === ROOT_RECIPE && typeof marker.version === 'string' ? marker : null;
  } catch {
    return null;
  }
}

async function removeStaleBuilds(cache) {
  for (const name of await readdir(cache)) {
    if (!name.startsWith('building-')) continue;
    const path = join(cache, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > STALE_BUILD_MS) await removeTree(path);
  }
}

/** Stays on one file system: should a crashed build have left /dev or /proc mounted, they must survive. */
function removeTree(path) {
  return run('rm', ['-rf', '--one-file-system', path]);
}

/** The mirror this machine's apt already uses for Debian's main archive (not for its security updates). */
async function debianMirror() {
  const format = ['--format', '$(REPO_URI) $(COMPONENT) $(CODENAME) $(ORIGIN)', 'Created-By: Packages'];
  const { out } = await run('apt-get', ['indextargets', ...format]);
  const rows = out.split('\n').map((line) => line.split(' '));
  const main = rows.find(([uri, component, codename, origin]) => {
    return origin === 'Debian' && component === 'main' && !/security/.test(`${uri} ${codename}`);
  });
  return main?.[0] ?? null;
}

/** mmdebstrap ignores the machine's apt settings; those that decide whether the mirror can be reached are passed on. */
async function inheritedAptOptions() {
  const { out } = await run('apt-config', ['dump', '--format', '%F "%v";%n', 'Acquire']);
  const proxies = out.split('\n').filter((line) => /^Acquire::https?::Proxy(::\S+)? "./.test(line));
  // A mirror that is a snapshot serves a sid Release file past its valid-until date.
  const ours = ['Acquire::Check-Valid-Until "false"', 'Acquire::http::Timeout "30"'];
  return [...ours, ...proxies].map((option) => `--aptopt=${option}`);
}

/** apt-get, as far as this user may; installs only what it is asked for. */
export async function makeApt({ usable, log }) {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const common = ['-y', '-o', 'Acquire::http::Timeout=30', '-o', 'DPkg::Lock::Timeout=300'];
  const apt = (args) =>
    run('apt-get', [...common, ...args], { env: environment, timeoutMs: NETWORK_STEP_MS });
  let updated = false;
  return {
    usable,
    whyNot: usable
      ? null
      : 'needs root on a Debian-like machine to install it; install it yourself to run its tests',
    /** @returns {Promise<string | null>} why it failed, or null */
    async install(packages) {
      if (!usable) return this.whyNot;
      if (!updated) log('apt-get update ...');
      // A third-party list that fails must not stop the Debian ones: the install below is the judge.
      if (!updated) await twice(() => apt(['update']));
      updated = true;
      log(`apt-get install ${packages.join(' ')} ...`);
      const done = await twice(() => apt(['install', '--no-install-recommends', ...packages]));
      return done.ok ? null : `apt-get install failed: ${done.why}`;
    },
  };
}

async function twice(step) {
  const first = await step();
  return first.ok ? first : step();
}

/** @returns {Promise<{ok: boolean, out: string, why: string}>} never rejects */
function run(command, args, { env = process.env, timeoutMs = 60_000 } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.on('error', (error) => done({ ok: false, out, why: oneLine(error) }));
    child.on('close', (code, signal) => {
      const lastWords = err
        .trim()
        .split('\n')
        .filter((line) => /^E:|error|fail/i.test(line))
        .at(0);
      const ended = signal === null ? `exit code ${code}` : `ended by ${signal}`;
      done({ ok: code === 0, out, why: oneLine(lastWords ?? ended) });
    });
  });
}

/** Where the program is, or null. */
export async function onPath(program) {
  for (const folder of `${process.env.PATH ?? ''}:/usr/sbin:/usr/bin`.split(delimiter)) {
    if (folder === '') continue;
    const path = join(folder, program);
    if (await exists(path, constants.X_OK)) return path;
  }
  return null;
}

const exists = (path, mode = constants.F_OK) =>
  access(path, mode).then(
    () => true,
    () => false,
  );

async function writeAtomically(path, text) {
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, text);
  await rename(temporary, path);
}

function oneLine(error) {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0].slice(0, 300);
}

if (process.argv[1] !== undefined && fileURLToPath(import.meta.url) === resolve(process.argv[1])) {
  const rig = await provisionRig({ log: (line) => process.stderr.write(`rig: ${line}\n`) });
  process.stdout.write(`${JSON.stringify(rig, null, 2)}\n`);
}
