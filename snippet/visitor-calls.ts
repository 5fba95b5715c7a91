// The calls to the server. Text bodies and no credentials: a simple request, which needs no preflight.
import type { ActivityRequest, LeaseRequest } from '../src/wire/lease.ts';

export type Engagement = ActivityRequest['engagement'];

/**
 * Posts to `/v1/lease`, or what is below it. Resolves to what was answered; rejects with the HTTP status, or with the
 * browser's error. From a page that goes away only a beacon gets through; it is never answered, and resolves to nothing.
 */
export async function post(url: string, body: LeaseRequest | ActivityRequest): Promise<unknown> {
  const text = JSON.stringify(body);
  if (body.engagement === 'left' && navigator.sendBeacon(url, text)) return undefined;
  const response = await fetch(url, { method: 'POST', body: text, keepalive: true });
  if (!response.ok) throw response.status;
  return response.json();
}

export function thisPage(): NonNullable<LeaseRequest['page']> {
  return { url: location.href, title: document.title, referrer: document.referrer };
}
