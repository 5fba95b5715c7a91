// `npm run bench [NAME...]`: measures Leaseline beside its peer or ceiling in one interleaved run, as ratios.
import { build } from './build.mjs';
import { setUp, tool } from './setup.mjs';

setUp();
build();
tool('tsx/dist/cli.mjs', ['bench/main.ts', ...process.argv.slice(2)]);
