// Where a page of calls ends: opaque to clients, stable while calls come in.
import type { Call } from '../../core/call.ts';
import type { Millis } from '../../core/millis.ts';

export function encodeCursor({ startedAt, id }: Pick<Call, 'startedAt' | 'id'>): string {
  return Buffer.from(`${startedAt} ${id}`).toString('base64url');
}

/** Null for what we never gave out. */
export function decodeCursor(cursor: string): { startedAt: Millis; id: string } | null {
  const match = /^(\d{1,16}) (.+)$/s.exec(Buffer.from(cursor, 'base64url').toString());
  return match?.[1] && match[2] ? { startedAt: Number(match[1]), id: match[2] } : null;
}
