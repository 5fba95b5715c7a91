// docs/call-flows.md: what each flow must give, and what a real Asterisk of either version gave.
import type { Flow } from './call-flow.ts';
import { inWords } from './flow-verdict.ts';

const HEAD = `# Every way a call can go

Each row is a flow that the system tests place on a real Asterisk 16.28 and 22.10 with SIPp: callers on a trunk, agents' phones,
feature codes, queues. The record is the one that \`GET /v1/calls/{id}\` answers. Letters are the agents' phones. A row says
*equal* when the record is word for word the expected one, its DID and caller are right, and \`wait_s\` and \`talk_s\` agree
with SIPp's own clock; otherwise it shows what came.

- \`wait_s\`: from the first ring to the first answer by a person; a menu, a queue's music or an announcement is no person.
- \`talk_s\`: the time in which somebody of the office hears the caller. Holds count, parking, consultations, menus do not.
- \`outcome\`: \`answered\` means by a person. Whoever only hears a menu or leaves a message was \`missed\`.

\`UPDATE_DOCS=1 npx vitest run --project system test/system/call-flows.test.ts\` writes this page; without it the same test
checks that the page still tells the truth.

`;

/** @param got for each flow its records in words, by version: `16`, `22`. */
export function flowPage(
  flows: readonly Flow[],
  got: ReadonlyMap<string, Readonly<Record<string, string>>>,
): string {
  const rows = flows.map((flow) => {
    const expected = expectedInWords(flow);
    const cell = (version: string) => {
      const words = got.get(flow.name)?.[version];
      return words === undefined ? 'not placed' : words === expected ? 'equal' : words;
    };
    return `| ${flow.name} | ${flow.what} | ${expected} | ${cell('16')} | ${cell('22')} |`;
  });
  const head = [
    '| flow | what happens | record expected | Asterisk 16 | Asterisk 22 |',
    '|---|---|---|---|---|',
  ];
  return `${HEAD}${[...head, ...rows].join('\n')}\n`;
}

/** The records of a flow, one after another; a flow without any is not ours to record. */
export function expectedInWords(flow: Flow): string {
  return joined(flow.records.map((record) => inWords(record)));
}

export function joined(records: readonly string[]): string {
  return records.length === 0 ? 'no record' : records.join(' + ');
}
