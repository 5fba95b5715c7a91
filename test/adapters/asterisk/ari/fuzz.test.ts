// Mutated messages over a real WebSocket: no crash, every refusal counted. `npm run bench ari-fuzz` sends a million.
import { expect, test } from 'vitest';
import { fuzzAri } from '../../../support/fuzzed-ari.ts';

test('10,000 mutated messages: nothing breaks, refusals are counted, and the last question is answered', async () => {
  const { messages, asked, malformed, restarted, lastAnswer } = await fuzzAri(10_000, 20_260_115);
  expect(messages).toBe(10_000);
  expect(asked).toBeGreaterThan(100);
  expect(malformed).toBeGreaterThan(500);
  expect(restarted).toBe(0);
  expect(lastAnswer).toBe('1|queue,s,1|yandex|||v|');
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
}, 120_000);
