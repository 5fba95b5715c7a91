// The HTTP calls of signing in and out, and of visit codes. None throws: each answer is a value to switch on.
import type { Me } from '../../src/wire/login.ts';
import type { Problem } from '../../src/wire/problem.ts';
import { ask, json, withBody } from '../data/ask.ts';

export type LoginAnswer =
  | { readonly type: 'ok'; readonly me: Me }
  | { readonly type: 'wrong' }
  /** The password is right; the code of the authenticator app is needed as well. */
  | { readonly type: 'code-wanted' }
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

/** @param code of the authenticator app, null where none was asked for */
export async function postLogin(name: string, password: string, code: string | null): Promise<LoginAnswer> {
  const body = { name, password, ...(code !== null && { code }) };
  const response = await ask('/v1/login', withBody('POST', body));
  if (response === null) return { type: 'unreachable' };
  if (response.status === 429) return { type: 'too-many', retryAfterS: retryAfter(response) };
  const answer = await json<Me & Partial<Problem>>(response);
  if (response.status === 401) {
    return { type: answer?.type === 'urn:leaseline:totp-required' ? 'code-wanted' : 'wrong' };
  }
  if (response.ok && answer !== null) return { type: 'ok', me: answer };
  return { type: 'refused', status: response.status, detail: answer?.detail ?? null };
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
  const response = await ask(
    `/v1/calls/${encodeURIComponent(call)}`,
    withBody('PATCH', { visit_code: code }),
  );
  if (response === null) return { type: 'unreachable' };
  if (response.ok) return { type: 'ok' };
  const problem = await json<Partial<Problem>>(response);
  if (problem?.type === 'urn:leaseline:unknown-visit-code') return { type: 'no-such-visit' };
  if (problem?.type === 'urn:leaseline:invalid-body') return { type: 'no-code' };
  return { type: 'refused', status: response.status };
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : null;
}
