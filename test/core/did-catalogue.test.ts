// Finding the DID a trunk means, however it writes it.
import { describe, expect, it } from 'vitest';
import { DidCatalogue, type DidRole } from '../../src/core/did-catalogue.ts';
import { aTouchpoint, e164 } from '../support/builders.ts';
import { aCatalogue } from '../support/played-calls.ts';

const MOSCOW = e164('+74951230001');

describe('match', () => {
  it.each([
    '+74951230001',
    '74951230001',
    '84951230001',
    '4951230001',
    '0074951230001',
    '81074951230001',
    '+7 (495) 123-00-01',
    '1230001',
    '123-00-01',
    '230001',
  ])('%s means +74951230001', (raw) => {
    expect(aCatalogue([MOSCOW, e164('+74951240002')]).match(raw)).toBe(MOSCOW);
  });

  it.each([
    ...[
      '30001',
      '100',
      's',
      '',
      '+',
      'agent-1230001',
      '1230002',
      '+74991230001',
      '8499123000',
      '174951230001',
    ],
    ...['+78121230001', '74951230001'.repeat(9)],
  ])('%s means none of ours', (raw) => {
    expect(aCatalogue([MOSCOW]).match(raw)).toBeNull();
  });

  it('a tail that two DIDs share means neither, a longer one tells them apart', () => {
    const catalogue = aCatalogue([MOSCOW, e164('+78121230001')]);
    expect(catalogue.match('1230001')).toBeNull();
    expect(catalogue.match('4951230001')).toBe('+74951230001');
    expect(catalogue.match('88121230001')).toBe('+78121230001');
  });

  it.each([
    ['US', '+12125550123', ['2125550123', '12125550123', '5550123', '0012125550123']],
    ['DE', '+4930123456', ['030123456', '30123456', '004930123456', '4930123456', '123456']],
    // A trunk in Germany that delivers a Russian number.
    ['DE', '+74951230001', ['74951230001', '0074951230001']],
  ])('in %s, %s', (country, did, forms) => {
    const catalogue = aCatalogue([e164(did)], country);
    for (const raw of forms) expect(catalogue.match(raw), raw).toBe(did);
  });

  it('holds a hundred thousand DIDs', () => {
    const dids = Array.from({ length: 100_000 }, (_, n) => e164(`+7495${1_000_000 + n}`));
    const catalogue = aCatalogue(dids);
    expect(catalogue.match('84951099999')).toBe('+74951099999');
    expect(catalogue.match('1000000')).toBe('+74951000000');
  });
});

describe('what a DID is for', () => {
  it('tells the role, and every DID', () => {
    const radio: DidRole = { kind: 'channel', touchpoint: aTouchpoint({ source: 'radio' }) };
    const catalogue = new DidCatalogue('RU', new Map([[MOSCOW, radio]]));
    expect(catalogue.role(MOSCOW)).toBe(radio);
    expect(catalogue.role(e164('+74990000000'))).toBeUndefined();
    expect([...catalogue.dids]).toEqual([MOSCOW]);
  });
});
