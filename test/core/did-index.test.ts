// The table that leads from a DID, or a token that ends with one, to its slot.
import { describe, expect, it } from 'vitest';
import { DidIndex } from '../../src/core/did-index.ts';
import { DidSlot } from '../../src/core/did-slot.ts';
import type { E164 } from '../../src/core/e164.ts';
import { leaseToken } from '../../src/core/lease-token.ts';

function indexOf(dids: readonly string[]): DidIndex {
  const index = new DidIndex();
  for (const [at, did] of dids.entries())
    index.add(new DidSlot(did as E164, false, { due: 2 * at, rank: 2 * at + 1 }));
  return index;
}

describe('DidIndex', () => {
  it('finds every DID of several blocks, by itself and by a token, as it grows', () => {
    const dids = ['+7495123', '+7812000', '+99999999999', '+1'].flatMap((block) =>
      Array.from({ length: 1_000 }, (_, n) => `${block}${1_000 + n}`),
    );
    const index = indexOf(dids);
    expect(index.values().map(({ did }) => did)).toEqual(dids);
    for (const did of dids as E164[]) {
      expect(index.get(did)?.did).toBe(did);
      expect(index.endingOf(leaseToken('n0nce-42', did))?.did).toBe(did);
    }
  });

  it('finds nothing for other numbers, other texts, and numbers too long', () => {
    const index = indexOf(['+74951230001']);
    const others = [
      '',
      '.',
      '+',
      'old-token',
      '+74951230002',
      '74951230001x',
      'n.0',
      `n.${'9'.repeat(5_000)}`,
    ];
    for (const text of others) expect(index.endingOf(text)).toBeUndefined();
    expect(index.get('74951230001' as E164)).toBeUndefined();
  });
});
