// The operators' API as the screens ask it: each answer is a value to switch on.
import type { Problem } from '../../src/wire/problem.ts';
import { ask, json, withBody } from './ask.ts';

/** Reports over a year may take a while. */
const DEADLINE_MS = 30_000;

/** `signed-out` is told for completeness: the page is then already on its way to signing in. */
export type Failure =
  | { readonly type: 'unreachable' }
  | { readonly type: 'signed-out' }
  | { readonly type: 'forbidden' }
  | { readonly type: 'missing' }
  | { readonly type: 'refused'; readonly status: number; readonly problem: Partial<Problem> | null };

export type Answer<T> = { readonly type: 'ok'; readonly value: T } | Failure;

let signedOut = () => {};

/** What to do when the server no longer knows us. */
export function onSignedOut(then: () => void): void {
  signedOut = then;
}

export function get<T>(path: string): Promise<Answer<T>> {
  return answer<T>(ask(path, { method: 'GET' }, DEADLINE_MS));
}

/** A 204 has no value: `T` is then `null`. */
export function send<T = null>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answer<T>> {
  return answer<T>(ask(path, body === undefined ? { method } : withBody(method, body), DEADLINE_MS));
}

async function answer<T>(asked: Promise<Response | null>): Promise<Answer<T>> {
  const response = await asked;
  if (response === null) return { type: 'unreachable' };
  if (response.status === 204) return { type: 'ok', value: null as T };
  const body = await json<T>(response);
  if (response.ok) return body === null ? { type: 'unreachable' } : { type: 'ok', value: body };
  const problem = body as Partial<Problem> | null;
  switch (response.status) {
    case 401:
      signedOut();
      return { type: 'signed-out' };
    case 403:
      return { type: 'forbidden' };
    case 404:
      return { type: 'missing' };
  }
  return { type: 'refused', status: response.status, problem };
}
