// What was learned about callers, as it comes back from the disk: checked, since a wrong figure would misjudge every call.
import type { StrangersState } from './call-model.ts';
import { BIN_COUNT } from './delay-bins.ts';
import type { DelayState } from './delay-model.ts';
import { STAGES } from './standing.ts';

/** Null when it is no state of this version's model. */
export function readDelayState(value: unknown): DelayState | null {
  const { calls, time, at } = Object(value) as Partial<Record<keyof DelayState, unknown>>;
  return isTable(calls) && isTable(time) && isAmount(at) ? { calls, time, at } : null;
}

export function readStrangersState(value: unknown): StrangersState | null {
  const { calls, time } = Object(value) as Partial<Record<keyof StrangersState, unknown>>;
  return isAmount(calls) && isAmount(time) && calls > 0 && time > 0 ? { calls, time } : null;
}

function isTable(value: unknown): value is number[][] {
  return (
    Array.isArray(value) &&
    value.length === STAGES.length &&
    value.every((row) => Array.isArray(row) && row.length === BIN_COUNT && row.every(Number.isFinite))
  );
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
