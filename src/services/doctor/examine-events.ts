// Whether the events arrive by which calls are followed, and through which contexts calls come in.
import { findingsOn, type LiveFinding } from '../../core/live-finding.ts';
import type { HeardEvents } from '../../core/pbx-survey.ts';
import type { ExaminedBox } from './examined-box.ts';

const CALL_EVENTS = ['Newchannel', 'Newstate', 'DialBegin', 'DialEnd', 'BridgeEnter', 'Hangup'] as const;
const DIALPLAN_EVENTS = ['Newexten', 'VarSet'] as const;
const UNFILTER =
  "Remove that line from the user's eventfilter (manager.conf; on MikoPBX in the form of the manager user).";

export function examineEvents(heard: HeardEvents, box: ExaminedBox): LiveFinding[] {
  return [...bootEvent(heard, box), ...callEvents(heard, box), ...contextsSeen(heard, box)];
}

function bootEvent({ booted }: HeardEvents, { name }: ExaminedBox): LiveFinding[] {
  if (booted) return [];
  return [
    findingsOn(name).warning(
      'READ_SYSTEM',
      'the user may not read class system: a restart of Asterisk is told from a broken link less surely',
      'Give it read = system,call,agent,dialplan in manager.conf.',
    ),
  ];
}

function callEvents({ events, listened }: HeardEvents, { name, callExpected }: ExaminedBox): LiveFinding[] {
  const { ok, warning, fault } = findingsOn(name);
  const seen = (...of: string[]) => of.some((event) => (events[event] ?? 0) > 0);
  const seconds = Math.round(listened / 1_000);
  const privilege = 'Give the user read = system,call,agent,dialplan in manager.conf';
  if (!seen(...CALL_EVENTS, ...DIALPLAN_EVENTS)) {
    return callExpected
      ? [fault('EVENTS', `no event of a call in ${seconds} s`, `If you did call: ${lowerFirst(privilege)}.`)]
      : [
          ok(
            'EVENTS',
            `no call in ${seconds} s: whether its events arrive is not known`,
            'Run with --watch 60 and call one of the DIDs meanwhile.',
          ),
        ];
  }
  if (!seen(...CALL_EVENTS)) return [fault('EVENTS', 'no event of class call arrives', `${privilege}.`)];
  // A call that began before we listened shows no Newchannel, unless it rings somebody.
  if (seen('DialBegin') && !seen('Newchannel'))
    return [warning('EVENT_FILTER', dropped('Newchannel'), UNFILTER)];
  if (seen('Newchannel') && !seen('Newexten')) {
    return seen('VarSet')
      ? [warning('EVENT_FILTER', dropped('Newexten'), UNFILTER)]
      : [
          warning(
            'READ_DIALPLAN',
            "no event of class dialplan arrives: the DID is known only where it is the extension a trunk's call begins at",
            `${privilege}, and remove an eventfilter that drops Newexten (MikoPBX's default does).`,
          ),
        ];
  }
  const total = Object.values(events).reduce((sum, one) => sum + one, 0);
  return [ok('EVENTS', `${total} events of calls in ${seconds} s`)];
}

function dropped(event: string): string {
  return `${event} does not arrive though others of its class do: an eventfilter drops it`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function contextsSeen({ places }: HeardEvents, box: ExaminedBox): LiveFinding[] {
  const { ok, warning } = findingsOn(box.name);
  const toUs = places.filter(({ exten }) => box.catalogue.match(exten) !== null);
  const configured = new Set(box.trunkContexts);
  const strangers = [...new Set(toUs.map(({ context }) => context))].filter((name) => !configured.has(name));
  const known = toUs.filter(({ context }) => configured.has(context));
  if (toUs.length === 0) return [];
  if (known.length > 0) {
    return [ok('CONTEXT_SEEN', `a call to ${known[0]?.exten} came in by ${known[0]?.context}`)];
  }
  return [
    warning(
      'CONTEXT_SEEN',
      `a call to ${toUs[0]?.exten} was seen in ${strangers.join(', ')}${box.trunkContexts.length > 0 ? ', which trunk_contexts lacks' : ''}`,
      `If a trunk delivers calls there: trunk_contexts: [${[...box.trunkContexts, ...strangers].join(', ')}].`,
    ),
  ];
}
