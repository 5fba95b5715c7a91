// The stanzas of dialplan/ in a real Asterisk: loaded without a word of complaint.
import { expect, test } from 'vitest';
import { dialplanFile, routingDialplan, stanzas } from '../support/dialplan-stanzas.ts';
import { startAsterisk } from './support/asterisk.ts';
import { describeWithRig } from './support/rig.ts';

/** What the reader of extensions.conf said; a test Asterisk lacks many other files, and says so, too. */
function complaints(log: string): string[] {
  return log.split('\n').filter((line) => /(WARNING|ERROR)\[\d+\] (pbx\w*|config)\.c:/.test(line));
}

describeWithRig('dialplan/', ['asterisk'], () => {
  const samples = [{ name: 'extensions.conf.sample', text: dialplanFile('extensions.conf.sample') }];

  test.each([...samples, ...stanzas('dialplan')])('$name', async ({ text }) => {
    const dialplan = text.includes('#include') ? text : `${text}\n#include extensions_leaseline.conf\n`;
    await using bed = await startAsterisk({
      dialplan,
      files: { 'extensions_leaseline.conf': routingDialplan() },
    });
    const written = `${text}\n${routingDialplan()}`;
    for (const [, context = ''] of written.matchAll(/^\[([\w-]+)\]$/gm)) {
      expect(await bed.cli(`dialplan show ${context}`)).toContain(
        `[ Context '${context}' created by 'pbx_config' ]`,
      );
    }
    expect(complaints(await bed.log(10_000))).toEqual([]);
  });

  test('a stanza that is broken would be seen', async () => {
    await using bed = await startAsterisk({
      dialplan: '[a]\nexten => s,1,Log(WARNING,one; two)\n same => n,Set(\n',
    });
    expect(complaints(await bed.log(10_000))).not.toEqual([]);
  });

  test('the manager users', async () => {
    const users = stanzas('manager').map(({ text }, index) =>
      text.replace('[leaseline]', `[stanza${index}]`),
    );
    expect(users.length).toBeGreaterThan(2);
    // What follows the privileges of the bed's own user in manager.conf.
    await using bed = await startAsterisk({ amiWrite: `reporting\n\n${users.join('\n')}` });
    for (const index of users.keys()) {
      const shown = await bed.cli(`manager show user stanza${index}`);
      expect(shown).toMatch(/read perm: system,call,agent,dialplan\s/);
      expect(shown).toMatch(/write perm: reporting\s/);
    }
  });
});
