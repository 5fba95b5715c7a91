// Which calls are this operator's own, by the extension they chose on this computer.
import { computed, signal } from '@preact/signals';
import type { WireCall } from '../../src/wire/call.ts';
import { formatAgent } from '../format/agent-name.ts';
import { readJson, saveJson } from '../ui/saved-json.ts';

interface MyCalls {
  /** `101` or a name, as agents are shown; empty when not chosen. */
  readonly extension: string;
  /** Whether the board shows no others. */
  readonly only: boolean;
  /** Whether a note tells of each new ringing call. */
  readonly notify: boolean;
}

const KEY = 'my-calls';
const NOBODY: MyCalls = { extension: '', only: false, notify: false };

export const myCalls = signal<MyCalls>(readJson(KEY, readMyCalls) ?? NOBODY);
/** Whose calls alone are shown; null for everybody's. */
export const onlyExtension = computed(() => {
  const { extension, only } = myCalls.value;
  return only && extension !== '' ? extension : null;
});

export function changeMyCalls(changes: Partial<MyCalls>): void {
  myCalls.value = { ...myCalls.value, ...changes };
  saveJson(KEY, myCalls.value);
}

/** A call that rings and that nobody has taken may be anybody's. */
export function concerns(call: WireCall, extension: string | null): boolean {
  if (extension === null) return true;
  if (call.state === 'ringing' && call.agents.length === 0) return true;
  const wanted = extension.toLowerCase();
  return call.agents.some((agent) => formatAgent(agent).toLowerCase() === wanted);
}

function readMyCalls(value: unknown): MyCalls | null {
  const { extension, only, notify } = (value ?? {}) as Partial<Record<keyof MyCalls, unknown>>;
  if (typeof extension !== 'string') return null;
  return { extension, only: only === true, notify: notify === true };
}
