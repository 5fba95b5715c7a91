// What a replay came to, as text for people and as JSON for programs.
import { count, percent } from '../core/sizing.ts';
import type { RecordedPool, TimeRange } from '../ports/traffic-archive.ts';
import {
  COMPARED,
  type Compared,
  type NamedVisit,
  type ReplayedCall,
  type ReplayTally,
} from '../simulation/replay-tally.ts';

export interface ReplayResult {
  readonly pool: RecordedPool;
  readonly numbers: number;
  readonly policy: string;
  readonly range: TimeRange;
  readonly tally: ReplayTally;
}

const MEANING: Readonly<Record<Compared, string>> = {
  agrees: 'the same visit named',
  differs: 'another visit named',
  new: 'named now, not then',
  lost: 'named then, not now',
  overflow: 'the caller would see the overflow number',
  nobody: 'nobody named, then or now',
};

export function replayTable({ pool, numbers, policy, range, tally }: ReplayResult): string {
  const { visits, overflowed, overflowedThen, busyOverflow, confidence, accuracy, compared } = tally;
  const lines = [
    `Pool ${pool.id}, ${day(range.from)} to ${day(range.to)}: recorded with ${count(pool.dids.length)}, replayed with ${count(numbers)} by ${policy}`,
    '',
    row('', 'recorded', 'replayed'),
    row('visits that asked for a number', String(visits), String(visits)),
    row('saw the overflow number', String(overflowedThen), String(overflowed)),
    row('  share of all', share(overflowedThen, visits), share(overflowed, visits)),
    row('  share in the busiest hours', shown(busyOverflow?.recorded), shown(busyOverflow?.replayed)),
    row('mean confidence of answers', shown(confidence.recorded), shown(confidence.replayed)),
    row('expected right, of calls by visitors', shown(accuracy.recorded), shown(accuracy.replayed)),
    '',
    `${compared} calls:`,
    ...COMPARED.map((each) =>
      row(`  ${MEANING[each]}`, String(tally.calls[each]), share(tally.calls[each], compared)),
    ),
  ];
  if (tally.unplayed > 0) {
    lines.push(`  left out, their visits are not in the record: ${tally.unplayed}`);
  }
  const { right, wrong, unattributed, overflow } = tally.labelled;
  const labelled = right + wrong + unattributed + overflow;
  lines.push(
    labelled === 0
      ? 'No call is labelled by a visit code: which answers are right is not known.'
      : `${labelled} calls labelled by visit code: ${right} right (${share(right, labelled)}), ${wrong} wrong, ${unattributed} unattributed, ${overflow} overflow.`,
  );
  return `${lines.join('\n')}\n`;
}

/** One call that was answered otherwise. */
export function callLine({ id, at, caller, compared, recorded, replayed }: ReplayedCall): string {
  const from = caller ?? 'a withheld number';
  return `${new Date(at).toISOString()}  ${id}  from ${from}: ${MEANING[compared]}; then ${visit(recorded)}, now ${visit(replayed)}`;
}

export function replayJson(
  { pool, numbers, policy, range, tally }: ReplayResult,
  others: readonly ReplayedCall[],
): string {
  const { visits, overflowed, overflowedThen, busyOverflow, confidence, accuracy } = tally;
  const result = {
    pool: pool.id,
    numbers_recorded: pool.dids.length,
    numbers,
    policy,
    from: new Date(range.from).toISOString(),
    to: new Date(range.to).toISOString(),
    visits,
    overflowed: { recorded: overflowedThen, replayed: overflowed },
    busiest_hours_overflow: busyOverflow,
    confidence,
    expected_accuracy: accuracy,
    calls: tally.calls,
    left_out: tally.unplayed,
    labelled: tally.labelled,
    other_answers: others.map((call) => ({ ...call, at: new Date(call.at).toISOString() })),
  };
  return `${JSON.stringify(result, null, 2)}\n`;
}

function visit({ session, confidence }: NamedVisit): string {
  if (session === null) return 'nobody';
  return confidence === null ? session : `${session} (${percent(confidence)})`;
}

function row(name: string, one: string, two: string): string {
  return `${name.padEnd(44)}${one.padStart(12)}${two.padStart(12)}`.trimEnd();
}

function share(part: number, whole: number): string {
  return whole === 0 ? '-' : percent(part / whole);
}

function shown(figure: number | null | undefined): string {
  return figure === null || figure === undefined ? '-' : percent(figure);
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
