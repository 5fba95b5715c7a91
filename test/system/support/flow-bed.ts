// One Asterisk on which every flow of the table has a place of its own, so that many can be played at once.
import { type AsteriskBed, startAsterisk } from './asterisk.ts';
import type { Flow, FlowCall, Place } from './call-flow.ts';
import { freeUdpPort } from './free-ports.ts';
import type { AsteriskVersion } from './read-rig.ts';

/** The phone from which a flow's internal calls come. */
const CALLING_PHONE = 'z';

export interface PlacedFlow {
  readonly flow: Flow;
  readonly place: Place;
  /** The caller of the flow's n-th call. */
  caller(call: FlowCall, n: number): string;
}

export interface FlowBed extends AsyncDisposable {
  readonly bed: AsteriskBed;
  readonly flows: readonly PlacedFlow[];
}

export async function startFlowBed(flows: readonly Flow[], version: AsteriskVersion): Promise<FlowBed> {
  const ports = new Map<string, number>();
  const placed = flows.map((flow, index) => placeFlow(flow, index, (name) => ports.get(name) ?? 0));
  for (const { flow, place } of placed) {
    for (const phone of phonesOf(flow, place)) ports.set(`${flow.name}-${phone}`, await freeUdpPort());
  }
  const bed = await startAsterisk({
    version,
    agentPorts: Object.fromEntries(ports),
    dialplan: dialplanOf(placed),
    files: {
      'queues.conf': `[general]\n${placed.map(({ flow, place }) => flow.queues?.(place) ?? '').join('')}`,
      'features.conf':
        '[general]\nfeaturedigittimeout = 2000\ntransferdigittimeout = 3\n\n[featuremap]\nblindxfer = #1\natxfer = *2\n',
      'res_parking.conf': '[general]\n\n[default]\nparkext = 700\nparkpos = 701-720\ncontext = parkedcalls\n',
      'confbridge.conf':
        '[general]\n\n[default_user]\ntype = user\nquiet = yes\n\n[default_bridge]\ntype = bridge\n',
      'voicemail.conf': '[general]\nformat = wav\n\n[default]\n100 => 1234,Sales\n',
    },
  });
  return { bed, flows: placed, [Symbol.asyncDispose]: () => bed[Symbol.asyncDispose]() };
}

function placeFlow(flow: Flow, index: number, portOf: (name: string) => number): PlacedFlow {
  const serial = String(index + 1).padStart(2, '0');
  const did = `+749512300${serial}`;
  const number = (phone: string) => `2${serial}${phone.charCodeAt(0) % 10}`;
  const place: Place = {
    did,
    exten: flow.written?.(did) ?? did,
    own: flow.name,
    dial: (phone) => `PJSIP/${flow.name}-${phone}`,
    number,
    port: (phone) => portOf(`${flow.name}-${phone}`),
  };
  return {
    flow,
    place,
    caller: (call, n) =>
      call.from === undefined
        ? (call.caller ?? `+791610${serial}${String(n).padStart(3, '0')}`)
        : `${flow.name}-${call.from}`,
  };
}

export function phonesOf(flow: Flow, place: Place): string[] {
  const calling = (flow.calls ?? []).some(({ from }) => from !== undefined) ? [CALLING_PHONE] : [];
  return [...Object.keys(flow.phones?.(place) ?? {}), ...calling];
}

function dialplanOf(placed: readonly PlacedFlow[]): string {
  const entries = placed.map(({ flow, place }) => {
    const [first = 'NoOp()', ...rest] = flow.steps(place);
    return [`exten => ${place.exten},1,${first}`, ...rest.map((step) => ` same => n,${step}`)].join('\n');
  });
  const phones = placed.flatMap(({ flow, place }) =>
    phonesOf(flow, place).map((phone) => `exten => ${place.number(phone)},1,Dial(${place.dial(phone)},20)`),
  );
  return [
    '[from-trunk]',
    ...entries,
    // Whom a phone sends a caller on to (302), Asterisk looks for where the caller came in.
    'include => phones',
    '',
    '[agents]',
    'include => phones',
    '',
    '[phones]',
    ...phones,
    'include => parkedcalls',
    '',
    ...placed.map(({ flow, place }) => flow.contexts?.(place) ?? ''),
    '',
  ].join('\n');
}
