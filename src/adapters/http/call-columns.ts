// The columns of a table of calls, for spreadsheets.
import type { WireCall } from '../../wire/call.ts';

export type CallCell = string | number | boolean | null;

export const CALL_COLUMNS: Readonly<Record<string, (call: WireCall) => CallCell>> = {
  id: (call) => call.id,
  pbx: (call) => call.pbx,
  started_at: (call) => call.started_at,
  answered_at: (call) => call.answered_at,
  ended_at: (call) => call.ended_at,
  did: (call) => call.did,
  caller: (call) => call.caller,
  caller_name: (call) => call.caller_name,
  state: (call) => call.state,
  outcome: (call) => call.outcome,
  end: (call) => call.end,
  wait_s: (call) => call.wait_s,
  talk_s: (call) => call.talk_s,
  agents: (call) => call.agents.join(', '),
  repeat: (call) => call.repeat,
  target: (call) => call.target,
  tags: (call) => call.tags.join(', '),
  note: (call) => call.note,
  value: (call) => call.value,
  method: ({ attribution }) => attribution.method,
  confidence: ({ attribution }) => attribution.confidence,
  site: ({ attribution }) => attribution.site,
  source: ({ attribution }) => attribution.touchpoint?.source ?? null,
  medium: ({ attribution }) => attribution.touchpoint?.medium ?? null,
  campaign: ({ attribution }) => attribution.touchpoint?.campaign ?? null,
  term: ({ attribution }) => attribution.touchpoint?.term ?? null,
  content: ({ attribution }) => attribution.touchpoint?.content ?? null,
  referrer: ({ attribution }) => attribution.touchpoint?.referrer ?? null,
  landing_page: ({ attribution }) => attribution.touchpoint?.landing_page ?? null,
  page: ({ attribution }) => attribution.page?.url ?? null,
  region: ({ attribution }) => attribution.region,
  visitor: ({ attribution }) => attribution.visitor,
  session: ({ attribution }) => attribution.session,
  first_source: ({ attribution }) => attribution.first_touch?.source ?? null,
  first_medium: ({ attribution }) => attribution.first_touch?.medium ?? null,
  first_campaign: ({ attribution }) => attribution.first_touch?.campaign ?? null,
  last_non_direct_source: ({ attribution }) => attribution.last_non_direct_touch?.source ?? null,
  last_non_direct_medium: ({ attribution }) => attribution.last_non_direct_touch?.medium ?? null,
  last_non_direct_campaign: ({ attribution }) => attribution.last_non_direct_touch?.campaign ?? null,
  redirected_from: (call) => call.redirected_from,
  recording: (call) => call.recording,
  destination: ({ route }) => route?.destination ?? null,
};

export const CALL_COLUMN_NAMES = Object.keys(CALL_COLUMNS);

export function callCells(call: WireCall): CallCell[] {
  return Object.values(CALL_COLUMNS).map((cell) => cell(call));
}
