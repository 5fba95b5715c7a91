// The few HTTP calls of the monitor. None throws: each answer is a value to switch on.
import type { Me } from '../../src/wire/login.ts';
import type { Problem } from '../../src/wire/problem.ts';

const DEADLINE_MS = 8_000;

export type LoginAnswer =
  | { readonly type: 'ok'; readonly me: Me }
  | { readonly type: 'wrong' }
  /** `retryAfterS`: what the server asked for, null when it did not say. */
  | { readonly type: 'too-many'; readonly retryAfterS: number | null }
  | { readonly type: 'unreachable' }
  | { readonly type: 'refused'; readonly status: number; readonly detail: string | null };

export type MeAnswer =
  | { readonly type: 'ok'; readonly me: Me; readonly date: string | null }
  | { readonly type: 'signed-out' }
  | { readonly type: 'unreachable' };

/** `no-code`: what was typed holds no code. */
export type CodeAnswer =
  | { readonly type: 'ok' }
  | { readonly type: 'no-such-visit' }
  | { readonly type: 'no-code' }
  | { readonly type: 'unreachable' }
  | { readonly type: 'refused'; readonly status: number };

export async function postLogin(name: string, password: string): Promise<LoginAnswer> {
  const response = await ask('/v1/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password }),
  });
  if (response === null) return { type: 'unreachable' };
  if (response.status === 401) return { type: 'wrong' };
  if (response.status === 429) return { type: 'too-many', retryAfterS: retryAfter(response) };
  const body = await json<Me & Partial<Problem>>(response);
  if (response.ok && body !== null) return { type: 'ok', me: body };
  return { type: 'refused', status: response.status, detail: body?.detail ?? null };
}

export async function getMe(): Promise<MeAnswer> {
  const response = await ask('/v1/me', { method: 'GET' });
  if (response?.status === 401) return { type: 'signed-out' };
  if (!response?.ok) return { type: 'unreachable' };
  const me = await json<Me>(response);
  return me === null ? { type: 'unreachable' } : { type: 'ok', me, date: response.headers.get('date') };
}

/** Whether the server has ended the session. */
export async function postLogout(): Promise<boolean> {
  const response = await ask('/v1/logout', { method: 'POST' });
  return response !== null && (response.ok || response.status === 401);
}

/** Gives the call to the visit whose code the caller read out. */
export async function patchVisitCode(call: string, code: string): Promise<CodeAnswer> {
  const response = await ask(`/v1/calls/${encodeURIComponent(call)}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ visit_code: code }),
  });
  if (response === null) return { type: 'unreachable' };
  if (response.ok) return { type: 'ok' };
  const problem = await json<Partial<Problem>>(response);
  if (problem?.type === 'urn:leaseline:unknown-visit-code') return { type: 'no-such-visit' };
  if (problem?.type === 'urn:leaseline:invalid-body') return { type: 'no-code' };
  return { type: 'refused', status: response.status };
}

/** Null when no answer came. */
async function ask(path: string, init: RequestInit): Promise<Response | null> {
  try {
    return await fetch(path, {
      ...init,
      cache: 'no-store',
      credentials: 'same-origin',
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
  } catch {
    return null;
  }
}

async function json<T>(response: Response): Promise<T | null> {
  try {
    return (await response.json()) as T;
  } catch {
    return null;
  }
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : null;
}
