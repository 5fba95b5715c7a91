// The map by site and visitor.
import { describe, expect, it } from 'vitest';
import { HolderIndex } from '../../src/core/holder-index.ts';

describe('HolderIndex', () => {
  it('knows a visitor by site and id together', () => {
    const index = new HolderIndex<number>();
    index.set({ site: 'shop', visitor: 'ann' }, 1);
    index.set({ site: 'blog', visitor: 'ann' }, 2);
    index.delete({ site: 'blog', visitor: 'bob' });
    index.delete({ site: 'shop', visitor: 'ann' });
    expect(index.get({ site: 'shop', visitor: 'ann' })).toBeUndefined();
    expect(index.get({ site: 'blog', visitor: 'ann' })).toBe(2);
    expect(index.get({ site: 'wiki', visitor: 'ann' })).toBeUndefined();
  });
});
