// Flows that differ by how the DID, the caller and a redirecting number are written.
import { ANSWERS, type Flow, talkedTo } from './call-flow.ts';

const DIVERTED_FROM = '+74951112233';
/** A trunk that registers: calls come to its user, and the DID stands elsewhere. */
const asUser = (did: string) => `reg${did.slice(-4)}`;

function written(name: string, what: string, how: (did: string) => string): Flow {
  return {
    name,
    what: `The trunk writes the DID ${what}`,
    phones: () => ({ a: ANSWERS }),
    written: how,
    steps: ({ dial }) => [`Dial(${dial('a')},20)`],
    records: [talkedTo('a')],
  };
}

function told(name: string, what: string, steps: Flow['steps'], more: Partial<Flow> = {}): Flow {
  return {
    name,
    what: `The trunk hands over its user name; ${what}`,
    phones: () => ({ a: ANSWERS }),
    written: asUser,
    steps,
    records: [talkedTo('a')],
    ...more,
  };
}

export const numberFlows: readonly Flow[] = [
  written('did-plus-7', 'as +7', (did) => did),
  written('did-8', 'as 8', (did) => `8${did.slice(2)}`),
  written('did-7', 'as 7', (did) => did.slice(1)),
  written('did-national', 'without any prefix', (did) => did.slice(2)),
  written('did-00', 'as 007', (did) => `00${did.slice(1)}`),
  told('did-from-did', 'the dialplan sets FROM_DID', ({ did, dial }) => [
    `Set(__FROM_DID=${did})`,
    `Dial(${dial('a')},20)`,
  ]),
  told('did-dnid', 'the dialplan sets DNID', ({ did, dial }) => [
    `Set(DNID=${did})`,
    `Dial(${dial('a')},20)`,
  ]),
  told('did-exten', 'the dialplan goes on at the DID', ({ own, did }) => [`Goto(${own},${did},1)`], {
    contexts: ({ own, did, dial }) => `[${own}]\nexten => ${did},1,Dial(${dial('a')},20)\n`,
  }),
  told('did-to-header', 'the DID stands in the To header', ({ dial }) => [
    `Set(__FROM_DID=\${CUT(CUT(PJSIP_HEADER(read,To),@,1),:,2)})`,
    `Dial(${dial('a')},20)`,
  ]),
  {
    name: 'anonymous',
    what: 'The caller withholds their number',
    phones: () => ({ a: ANSWERS }),
    steps: ({ dial }) => [`Dial(${dial('a')},20)`],
    calls: [{ caller: 'anonymous', callerName: 'Anonymous' }],
    records: [{ ...talkedTo('a'), caller: 'anonymous', callerName: 'Anonymous' }],
  },
  {
    name: 'diversion',
    what: 'Somebody forwarded the caller to our DID (Diversion): both numbers are kept',
    phones: () => ({ a: ANSWERS }),
    steps: ({ dial }) => [`Dial(${dial('a')},20)`],
    calls: [
      {
        callerName: 'Ivan Petrov',
        headers: () => [`Diversion: <sip:${DIVERTED_FROM}@127.0.0.1>;reason=unconditional`],
      },
    ],
    records: [{ ...talkedTo('a'), redirectedFrom: DIVERTED_FROM, callerName: 'Ivan Petrov' }],
  },
];
