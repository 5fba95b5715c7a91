// Text from the live socket as a typed message. The server is ours, so this checks the frame, not every field.
import type { LiveMessage } from '../../src/wire/live.ts';

/** Null when the text is no live message: the caller should start over from a new snapshot. */
export function parseLiveMessage(text: unknown): LiveMessage | null {
  if (typeof text !== 'string') return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(value) || !Number.isSafeInteger(value['seq'])) return null;
  return hasPayload(value) ? (value as unknown as LiveMessage) : null;
}

function hasPayload(value: Record<string, unknown>): boolean {
  switch (value['type']) {
    case 'snapshot':
      return ['calls', 'pools', 'pbxs', 'alerts'].every((key) => Array.isArray(value[key]));
    case 'call':
    case 'pool':
    case 'pbx':
    case 'alert':
      return isObject(value[value['type']]);
    case 'return':
      return isObject(value['visit']);
    default:
      return false;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
