// Compares the record of a call that was followed with a gap with that of an undisturbed run.
import type { Call } from '../../src/core/call.ts';

export interface Gap {
  /** From when until when nothing was seen, in ms. */
  readonly from: number;
  readonly to: number;
  /** How far times may differ outside the gap: two links are not told at the same moment. */
  readonly slack?: number;
}

/**
 * What is wrong with `seen`, null when nothing. It may say `unknown`, or leave open who hung up; what it does say must be
 * so. Times that fall into the gap are those of its end.
 */
export function faultOf(seen: Call | undefined, real: Call | undefined, gap: Gap): string | null {
  if (seen === undefined || real === undefined) return seen === real ? null : 'a call too many or too few';
  const { from, to, slack = 0 } = gap;
  const wrong: string[] = [];
  const same = (key: keyof Call) => {
    if (seen[key] !== real[key]) wrong.push(`${key} ${seen[key]} for ${real[key]}`);
  };
  for (const key of ['did', 'caller', 'callerRaw', 'callerName', 'state'] as const) same(key);
  if (seen.outcome === 'unknown') return wrong.join('; ') || null;
  same('outcome');
  if (seen.end !== null) same('end');
  if (seen.agents.some((agent) => !real.agents.includes(agent))) wrong.push(`agents ${seen.agents}`);
  const near = (one: number | null, two: number | null) => Math.abs((one ?? 0) - (two ?? 0)) <= slack;
  const inGap = (at: number) => at >= from - slack && at <= to + 1 + slack;
  if (!near(seen.endedAt, real.endedAt)) wrong.push(`ended ${seen.endedAt} for ${real.endedAt}`);
  if (!near(seen.startedAt, real.startedAt) && !inGap(seen.startedAt)) {
    wrong.push(`started ${seen.startedAt} for ${real.startedAt}`);
  }
  // A talk that came and went unseen is not counted: the first one seen answered the call.
  if ((seen.answeredAt ?? 0) < (real.answeredAt ?? 0) - slack) wrong.push(`answered ${seen.answeredAt}`);
  return wrong.join('; ') || null;
}
