// A million mutated lines of AMI through the real adapter: what they cost in memory, and what is refused.
import { fuzz } from '../test/support/fuzzed-box.ts';

const LINES = 1_000_000;

export async function amiFuzz(): Promise<void> {
  const started = performance.now();
  const { lines, events, malformed, links, heap, lastCall } = await fuzz(LINES, 1);
  const seconds = (performance.now() - started) / 1_000;
  console.log(
    `${lines} lines in ${seconds.toFixed(0)} s: ${events} events, ${malformed} refused and counted`,
  );
  console.log(`${links} links given up because a message had no end, each made anew`);
  console.log(`heap after each tenth, MB: ${heap.map((bytes) => Math.round(bytes / 1e6)).join(' ')}`);
  console.log(`a call placed afterwards: ${lastCall}`);
}
