// Every file and stanza of dialplan/, read as Asterisk would read it; and the reader itself.
import { describe, expect, test } from 'vitest';
import { dialplanFaults, readDialplan } from '../support/dialplan-file.ts';
import { dialplanFile, routingDialplan, stanzas } from '../support/dialplan-stanzas.ts';

/** What the distributions bring: destinations the pages name, FROM_DID where they set it before the hook. */
const VENDOR = { contexts: ['ext-queues', 'cos-all'], variables: ['FROM_DID'] };

test('the sample and the routing file', () => {
  expect(dialplanFaults(readDialplan(dialplanFile('extensions.conf.sample')))).toEqual([]);
  expect(dialplanFaults(readDialplan(routingDialplan()))).toEqual([]);
});

test('each distribution has a routing stanza', () => {
  const folders = stanzas('dialplan').map(({ name }) => name.split(':')[0]);
  expect([...new Set(folders)].sort()).toEqual(['asterisk', 'freepbx', 'issabel', 'mikopbx', 'vitalpbx']);
});

test.each(stanzas('dialplan'))('$name', ({ text }) => {
  expect(dialplanFaults(readDialplan(routingDialplan(), text), VENDOR)).toEqual([]);
});

test.each(stanzas('manager'))('$name: what Leaseline needs, and no more', ({ text }) => {
  expect(text).toMatch(/^read = system,call,agent,dialplan$/m);
  expect(text).toMatch(/^write = reporting$/m);
  expect(text).toMatch(/^deny = 0\.0\.0\.0\/0\.0\.0\.0\npermit = 127\.0\.0\.1/m);
  expect(text).toMatch(/^secret = CHANGE-ME$/m);
});

describe('the reader finds', () => {
  const found = (text: string) => dialplanFaults(readDialplan(text));
  test.each([
    ['a context that is not there', '[a]\nexten => s,1,Goto(b,s,1)', 'a,s: no context b'],
    ['an extension that is not there', '[a]\nexten => s,1,Goto(a,t,1)', 'a,s: a has no extension t'],
    [
      'a priority that is not there',
      '[a]\nexten => s,1,Gosub(a,s,2(${EXTEN}))',
      'a,s: a,s has no priority 2',
    ],
    [
      'a label that is not there',
      '[a]\nexten => s,1,GotoIf($["${EXTEN}" = "?:"]?x:y)\n same => n(x),Hangup()',
      'a,s: no label y',
    ],
    ['an include that is not there', '[a]\ninclude => b', 'a includes b, which is not there'],
    ['a same without a head', '[a]\n same => n,Hangup()', 'no extension before: same => n,Hangup()'],
    ['a first priority that is not 1', '[a]\nexten => s,n,Hangup()', 'a,s begins with priority n'],
    [
      'a priority given twice',
      '[a]\nexten => s,1,Hangup()\nexten => s,1,Hangup()',
      'a,s has a priority that is not n',
    ],
    ['a label given twice', '[a]\nexten => s,1(x),NoOp()\n same => n(x),NoOp()', 'a,s has a label twice'],
    ['Macro', '[a]\nexten => s,1,Macro(b)', 'a,s: Macro is not in every Asterisk from 16 to 22'],
    ['a variable that is set nowhere', '[a]\nexten => s,1,NoOp(${WHO:1})', 'a,s: WHO is set nowhere'],
    ['a line that is none', '[a]\nexten => s,1,Dial(', 'not understood: exten => s,1,Dial('],
    ['a line outside', 'exten => s,1,Hangup()', 'outside a context: exten => s,1,Hangup()'],
    [
      'an inbound channel in Stasis',
      '[a]\nexten => s,1,Stasis(leaseline)',
      "a,s: a caller's channel would enter Stasis",
    ],
    [
      'one by a detour',
      '[a]\nexten => s,1,Goto(leaseline-ask,s,1)\n[leaseline-ask]\nexten => s,1,Hangup()',
      "a,s: a caller's channel would enter Stasis by leaseline-ask",
    ],
    [
      'a pattern that shadows all routes',
      '[from-pstn-custom]\nexten => _X.,1,Hangup()',
      'from-pstn-custom,_X. shadows every inbound route',
    ],
    ['a Local channel to nowhere', '[a]\nexten => s,1,Dial(Local/s@b/n,1,g)', 'a,s: no context b'],
  ])('%s', (_, text, fault) => {
    expect(found(text)).toEqual([fault]);
  });

  test('nothing in a dialplan that is well', () => {
    const text =
      '[a]\ninclude => b ; why\nexten => s,1,Set(__X=1)\n same => n(again),GotoIf($["${X}" = ""]?again:b,t,1)\n[b]\nexten => t,1,Hangup()';
    expect(found(text)).toEqual([]);
  });
});
