// What may be sent to Asterisk, and in what shape.
import { describe, expect, test } from 'vitest';
import { safeAction } from '../../../../src/adapters/asterisk/ami/safe-action.ts';

describe('an action', () => {
  test('is passed on as it is', () => {
    const action = safeAction('Status', { Variables: 'FROM_DID,CDR(recordingfile)' });
    expect(action).toEqual({ action: 'Status', Variables: 'FROM_DID,CDR(recordingfile)' });
  });

  test.each([
    ['CR and LF', 'x\r\nAction: Originate'],
    ['LF', 'x\nAction: Originate'],
    ['CR', 'x\rAction: Originate'],
    ['NUL', 'x\0'],
  ])('with %s in a value is refused', (_, value) => {
    expect(() => safeAction('Setvar', { Value: value })).toThrow(/Value holds a line break or NUL/);
    expect(() => safeAction(value)).toThrow(/action holds a line break or NUL/);
  });

  test.each(['', 'Two words', 'Key: x', 'Key\r\nAction', '__proto__', 'Ключ'])(
    'with the key %j is refused',
    (key) => {
      const fields = Object.fromEntries([[key, 'x']]);
      expect(() => safeAction('Setvar', fields)).toThrow(/is no header name/);
    },
  );

  test('never makes a line that Asterisk would drop, nor half a character', () => {
    const { Value = '' } = safeAction('Setvar', { Value: 'ж'.repeat(2_000) });
    const line = Buffer.byteLength(`Value: ${Value}`);
    expect(line).toBeLessThanOrEqual(1_000);
    expect(line).toBeGreaterThan(996);
    expect(Value).toMatch(/^ж+$/);
  });

  test('with more headers than Asterisk reads is refused', () => {
    const fields = Object.fromEntries(Array.from({ length: 125 }, (_, index) => [`K${index}`, 'x']));
    expect(() => safeAction('Setvar', fields)).toThrow(/too many fields/);
  });
});
