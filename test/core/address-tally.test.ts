// Running leases by address.
import { describe, expect, it } from 'vitest';
import { AddressTally } from '../../src/core/address-tally.ts';

describe('the tally', () => {
  it('counts each lease once, and no longer when it has ended', () => {
    const tally = new AddressTally();
    tally.granted('one', '198.51.100.1');
    tally.granted('one', '198.51.100.1');
    tally.granted('two', '198.51.100.1');
    tally.granted('three', '198.51.100.2');
    expect(tally.running('198.51.100.1')).toBe(2);
    tally.ended('one');
    tally.ended('one');
    tally.ended('never counted');
    expect(tally.running('198.51.100.1')).toBe(1);
    tally.ended('two');
    expect([tally.running('198.51.100.1'), tally.running('198.51.100.2')]).toEqual([0, 1]);
  });

  it('leaves a lease with the address it was granted to, wherever its visitor goes', () => {
    const tally = new AddressTally();
    tally.granted('one', 'home');
    tally.granted('one', 'train');
    tally.ended('one');
    expect([tally.running('home'), tally.running('train')]).toEqual([0, 0]);
  });
});
