// A million mutated ARI messages through the real link: what they cost in memory, and what is refused.
import { fuzzAri } from '../test/support/fuzzed-ari.ts';

const MESSAGES = 1_000_000;

export async function ariFuzz(): Promise<void> {
  const started = performance.now();
  const { messages, asked, malformed, restarted, resident, lastAnswer } = await fuzzAri(MESSAGES, 1);
  const seconds = (performance.now() - started) / 1_000;
  console.log(
    `${messages} messages in ${seconds.toFixed(0)} s: ${asked} questions answered, ${malformed} refused and counted`,
  );
  console.log(`threads made anew: ${restarted}`);
  console.log(`resident after each tenth, MB: ${resident.map((bytes) => Math.round(bytes / 1e6)).join(' ')}`);
  console.log(`a question asked afterwards: ${lastAnswer}`);
}
