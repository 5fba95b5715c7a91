// Whether a call to each DID would find its way in the dialplan.
import { contextsWithin, type Dialplan, type DialplanRoute, findRoute } from '../../core/dialplan.ts';
import { didForms } from '../../core/did-forms.ts';
import type { E164 } from '../../core/e164.ts';
import { findingsOn, type LiveFinding } from '../../core/live-finding.ts';
import type { PbxSurvey } from '../../core/pbx-survey.ts';
import type { ExaminedBox } from './examined-box.ts';

/** Where FreePBX and its kin send what no inbound route takes: "not in service". */
const CATCH_ALL = /catchall|catch-all|bad-number|invalid/i;
/** An extension that begins so leads nowhere. */
const ENDS_CALL = /^(hangup|congestion|busy)$/i;
const MOST_NAMED = 5;

/** How a DID fares: in which forms it is taken, and where. */
interface Fate {
  readonly did: E164;
  readonly taken: readonly { readonly form: string; readonly route: DialplanRoute }[];
}

export function examineRoutes({ dialplan }: PbxSurvey, box: ExaminedBox): LiveFinding[] {
  const { ok, warning, fault } = findingsOn(box.name);
  const { trunkContexts, dids } = box;
  if (trunkContexts.length === 0) {
    return [
      warning(
        'TRUNK_CONTEXTS',
        'trunk_contexts is empty: a call between two colleagues to one of the DIDs counts as well, and routes cannot be looked up',
        'Name the contexts where trunks deliver calls: `context` of the endpoint in pjsip.conf; from-trunk on FreePBX and Issabel.',
      ),
    ];
  }
  if (dialplan === null) {
    return [
      warning(
        'DID_ROUTE',
        'the user may not read the dialplan',
        'Give it write = reporting, or look up each DID with `dialplan show`.',
      ),
    ];
  }
  const findings: LiveFinding[] = [];
  for (const context of trunkContexts.filter((name) => !dialplan.has(name))) {
    findings.push(
      fault(
        'CONTEXT_MISSING',
        `the dialplan has no context ${context}`,
        'Correct trunk_contexts; `asterisk -rx "dialplan show"` lists the contexts.',
      ),
    );
  }
  const there = trunkContexts.filter((name) => dialplan.has(name));
  if (there.length === 0 || dids.length === 0) return findings;
  const fates = dids.map((did) => fateOf(did, dialplan, there));
  const lost = fates.filter(({ taken }) => taken.length === 0).map(({ did }) => did);
  const dead = fates.filter(({ taken }) => taken.length > 0 && taken.every(({ route }) => isDeadEnd(route)));
  const fine = fates.length - lost.length - dead.length;
  const unsure = there.some((name) =>
    contextsWithin(dialplan, name).some(({ switches }) => switches.length > 0),
  );
  if (lost.length > 0) {
    const found = `no extension of ${there.join(', ')} takes ${named(lost)}`;
    findings.push(
      unsure
        ? warning(
            'DID_ROUTE',
            `${found}, unless a switch does`,
            'Place a call to one of them, with --watch 60.',
          )
        : fault(
            'DID_ROUTE',
            found,
            'Add an inbound route for them (FreePBX: Connectivity, Inbound Routes), or correct pools.',
          ),
    );
  }
  if (dead.length > 0) {
    const [example] = dead[0]?.taken ?? [];
    findings.push(
      fault(
        'DID_ROUTE',
        `${named(dead.map(({ did }) => did))}: only the catch-all ${example?.route.extension.pattern} of ${example?.route.context} takes them`,
        'Add an inbound route for them.',
      ),
    );
  }
  if (fine > 0) findings.push(ok('DID_ROUTE', `${count(fine)} found in the dialplan, ${formsOf(fates)}`));
  return findings;
}

function fateOf(did: E164, dialplan: Dialplan, contexts: readonly string[]): Fate {
  const taken = didForms(did).flatMap((form) => {
    const routes = contexts
      .map((context) => findRoute(dialplan, context, form))
      .filter((route) => route !== null);
    const route = routes.find((each) => !isDeadEnd(each)) ?? routes[0];
    return route ? [{ form, route }] : [];
  });
  return { did, taken };
}

function isDeadEnd({ context, extension }: DialplanRoute): boolean {
  return CATCH_ALL.test(context) || ENDS_CALL.test(extension.application ?? '');
}

/** Which ways of writing the trunk may use, by the first DID that has any. */
function formsOf(fates: readonly Fate[]): string {
  const fate = fates.find(({ taken }) => taken.some(({ route }) => !isDeadEnd(route)));
  const forms = fate?.taken.filter(({ route }) => !isDeadEnd(route)).map(({ form }) => form) ?? [];
  return `when the trunk writes it as ${forms.join(' or ')}`;
}

function named(dids: readonly E164[]): string {
  const rest = dids.length - MOST_NAMED;
  return dids.slice(0, MOST_NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

function count(dids: number): string {
  return dids === 1 ? '1 DID is' : `${dids} DIDs are`;
}
