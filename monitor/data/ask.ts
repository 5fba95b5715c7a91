// One HTTP request to our own server; never throws.

const DEADLINE_MS = 8_000;

/** Null when no answer came. */
export async function ask(
  path: string,
  init: RequestInit,
  deadlineMs = DEADLINE_MS,
): Promise<Response | null> {
  try {
    return await fetch(path, {
      ...init,
      cache: 'no-store',
      credentials: 'same-origin',
      signal: AbortSignal.timeout(deadlineMs),
    });
  } catch {
    return null;
  }
}

/** The body, null when it is not JSON. */
export async function json<T>(response: Response): Promise<T | null> {
  try {
    return (await response.json()) as T;
  } catch {
    return null;
  }
}

export function withBody(method: string, body: unknown): RequestInit {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
