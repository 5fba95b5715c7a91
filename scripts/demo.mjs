// `npm run demo`: from a fresh clone to a running demo with one command.
import { build } from './build.mjs';
import { setUp } from './setup.mjs';

setUp();
build();
// In this very process: a Ctrl-C then stops it once, and not the child as well as its parent.
process.argv.splice(2, 0, 'demo');
await import('../dist/main.js');
