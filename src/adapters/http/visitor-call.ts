// Which of the three visitor calls a URL names.

export type VisitorCall =
  | { readonly kind: 'lease' }
  | { readonly kind: 'activity' | 'release'; readonly token: string };

const LEASE = '/v1/lease';
const LEASE_CALL: VisitorCall = { kind: 'lease' };
const OF_A_LEASE = /^\/v1\/lease\/([\w.:~-]{1,512})\/(activity|release)$/;

/** Null when it is none of them: most of all, cheap to say so. */
export function visitorCall(url: string): VisitorCall | null {
  if (!url.startsWith(LEASE)) return null;
  const query = url.indexOf('?');
  const path = query < 0 ? url : url.slice(0, query);
  if (path === LEASE) return LEASE_CALL;
  const match = OF_A_LEASE.exec(path);
  if (!match) return null;
  return { kind: match[2] as 'activity' | 'release', token: match[1] as string };
}
