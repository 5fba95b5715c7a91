// Mutated transcripts through the real adapter: no crash, every refusal counted. `npm run bench ami-fuzz` sends a million lines.
import { expect, test } from 'vitest';
import { fuzz } from '../../../support/fuzzed-box.ts';

test('50,000 mutated lines: nothing breaks, refusals are counted, and the next call is followed', async () => {
  const { lines, events, malformed, lastCall } = await fuzz(50_000, 20_260_115);
  expect(lines).toBe(50_000);
  expect(events).toBeGreaterThan(1_000);
  expect(malformed).toBeGreaterThan(50);
  expect(lastCall).toBe('missed no-answer');
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>)['x']).toBeUndefined();
}, 60_000);
