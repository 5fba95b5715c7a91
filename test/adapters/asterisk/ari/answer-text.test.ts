// Nothing that a visitor's link carries means anything to a dialplan.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerText, safeText } from '../../../../src/adapters/asterisk/ari/answer-text.ts';

const ANSWER = { route: 'queue-sales,s,1', source: 'яндекс', campaign: 'spring', region: 'RU-MOW', visitor: 'v-1', prefix: '' };

describe('an answer', () => {
  test('is one text', () => {
    expect(answerText(ANSWER)).toBe('1|queue-sales,s,1|яндекс|spring|RU-MOW|v-1|');
    expect(answerText({ ...ANSWER, route: '' })).toBe('1||яндекс|spring|RU-MOW|v-1|');
  });

  test.each([
    ['(direct)', 'direct'],
    ['${SHELL(reboot)}', 'SHELLreboot'],
    ['a|b,c;d"e\\f\'g`h', 'abcdefgh'],
    ['$[1+1]', '1+1'],
    ['two\r\nlines\0', 'twolines'],
    ['x'.repeat(500), 'x'.repeat(80)],
    ['école', 'école'],
  ])('%j becomes %j', (text, safe) => {
    expect(safeText(text)).toBe(safe);
  });

  test.each(['a,b', 'a,b,1,2', '${X},s,1', 'a b,s,1', 'x,s,1&y', 'a,s,1\n'])('%j is no route', (route) => {
    expect(answerText({ ...ANSWER, route })).toBe('1||яндекс|spring|RU-MOW|v-1|');
  });

  test('has seven fields and no sign that a dialplan acts on, whatever goes in', () => {
    const words = fc.record({
      route: fc.string(),
      source: fc.string({ unit: 'binary' }),
      campaign: fc.string({ unit: 'grapheme' }),
      region: fc.string(),
      visitor: fc.string(),
      prefix: fc.string({ unit: 'binary' }),
    });
    fc.assert(
      fc.property(words, (answer) => {
        const fields = answerText(answer).split('|');
        expect(fields).toHaveLength(7);
        expect(fields.slice(2).join('')).not.toMatch(/[$(){}[\]",;\\'`&|<>\p{Cc}]/u);
      }),
    );
  });
});
