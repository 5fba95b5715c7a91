// A dialplan as far as it says where a call goes: contexts, their extensions and includes, and the way of a number.
import { bySpecificity, matchesExtension } from './extension-pattern.ts';

export interface DialplanContext {
  readonly name: string;
  readonly extensions: readonly Extension[];
  /** In the order Asterisk tries them. */
  readonly includes: readonly Include[];
  /** `Realtime/...`, `Lua/...`: asked at each call, so what they answer is not known here. */
  readonly switches: readonly string[];
}

export interface Extension {
  /** As written: `s`, `_[+0-9].`. */
  readonly pattern: string;
  /** Of its first priority; null when it has no priority 1, and so never runs. */
  readonly application: string | null;
}

export interface Include {
  readonly context: string;
  /** It holds at some hours only. */
  readonly timed: boolean;
}

export type Dialplan = ReadonlyMap<string, DialplanContext>;

/** Where a number goes. */
export interface DialplanRoute {
  readonly context: string;
  readonly extension: Extension;
}

/**
 * What Asterisk runs for `number` in `context`: an extension of the context itself, else of its includes, depth first
 * (main/pbx.c, pbx_find_extension). An include that holds at some hours counts as if it were always there.
 */
export function findRoute(dialplan: Dialplan, context: string, number: string): DialplanRoute | null {
  return search(dialplan, context, number, new Set());
}

/** `context` and all that it includes, as far as the dialplan has them. */
export function contextsWithin(dialplan: Dialplan, context: string): DialplanContext[] {
  const seen = new Set<string>();
  const found: DialplanContext[] = [];
  const visit = (name: string) => {
    const known = dialplan.get(name);
    if (seen.has(name) || !known) return;
    seen.add(name);
    found.push(known);
    for (const include of known.includes) visit(include.context);
  };
  visit(context);
  return found;
}

function search(dialplan: Dialplan, name: string, number: string, seen: Set<string>): DialplanRoute | null {
  const context = dialplan.get(name);
  if (!context || seen.has(name)) return null;
  seen.add(name);
  const [extension] = context.extensions
    .filter(({ pattern, application }) => application !== null && matchesExtension(pattern, number))
    .sort((one, two) => bySpecificity(one.pattern, two.pattern));
  if (extension) return { context: name, extension };
  for (const include of context.includes) {
    const route = search(dialplan, include.context, number, seen);
    if (route) return route;
  }
  return null;
}
