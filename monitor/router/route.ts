// Which screen an address stands for, and back. Pure.

export const BASE = '/monitor/';

const PLAIN = [
  'wall',
  'calls',
  'missed',
  'reports',
  'spend',
  'users',
  'tokens',
  'audit',
  'account',
  'setup',
  'invite',
] as const;
type PlainScreen = 'board' | (typeof PLAIN)[number];

export type Route =
  | { readonly screen: PlainScreen }
  | { readonly screen: 'call'; readonly id: string }
  | { readonly screen: 'unknown' };

export type Screen = Route['screen'];

/** `/monitor/calls/office-1.2` -> `{screen: 'call', id: 'office-1.2'}`; a slash at the end changes nothing. */
export function routeOf(pathname: string): Route {
  if (pathname === BASE.slice(0, -1)) return { screen: 'board' };
  if (!pathname.startsWith(BASE)) return { screen: 'unknown' };
  const [first = '', second, ...rest] = pathname.slice(BASE.length).replace(/\/$/, '').split('/');
  if (rest.length > 0) return { screen: 'unknown' };
  if (first === 'calls' && second !== undefined) return callRoute(second);
  if (second !== undefined) return { screen: 'unknown' };
  if (first === '') return { screen: 'board' };
  const screen = PLAIN.find((name) => name === first);
  return { screen: screen ?? 'unknown' };
}

export function pathOf(screen: PlainScreen): string {
  return screen === 'board' ? BASE : `${BASE}${screen}`;
}

export function callPath(id: string): string {
  return `${BASE}calls/${encodeURIComponent(id)}`;
}

function callRoute(part: string): Route {
  try {
    return { screen: 'call', id: decodeURIComponent(part) };
  } catch {
    return { screen: 'unknown' };
  }
}
