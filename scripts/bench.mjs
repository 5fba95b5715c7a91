// `npm run bench [NAME...]`: measures Leaseline beside its peers or ceiling in one interleaved run, as ratios.
import { existsSync } from 'node:fs';
import { build } from './build.mjs';
import { makeApt, onPath } from './rig.mjs';
import { setUp, tool } from './setup.mjs';

const names = process.argv.slice(2);
setUp();
build();
if (names.length === 0 || names.includes('durable-leases')) await installPeers();
tool('tsx/dist/cli.mjs', ['bench/main.ts', ...names]);

/** The database servers of the peers. Where they cannot be installed the bench says so and goes on without them. */
async function installPeers() {
  const wanted = [];
  if ((await onPath('redis-server')) === null) wanted.push('redis-server');
  if ((await onPath('postgres')) === null && !existsSync('/usr/lib/postgresql')) wanted.push('postgresql');
  if (wanted.length === 0) return;
  const usable = process.getuid?.() === 0 && (await onPath('apt-get')) !== null;
  const apt = await makeApt({ usable, log: (line) => console.log(`bench: ${line}`) });
  const failure = await apt.install(wanted);
  if (failure !== null) console.log(`SKIPPED: ${wanted.join(', ')}: ${failure}`);
}
