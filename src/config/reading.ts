// What reading one value gave: the value, or what is wrong with it.

export interface Flaw {
  readonly ok: false;
  readonly message: string;
  readonly remedy: string;
}

export type Reading<T> = { readonly ok: true; readonly value: T } | Flaw;

export function good<T>(value: T): Reading<T> {
  return { ok: true, value };
}

export function bad(message: string, remedy: string): Flaw {
  return { ok: false, message, remedy };
}

/** What the owner wrote, short enough for one line. Never for secrets. */
export function quoted(value: unknown): string {
  if (typeof value !== 'string') return typeof value === 'object' ? kindOf(value) : String(value);
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
}

/** What sort of YAML value it is, in an owner's words. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    default:
      return 'a group of keys';
  }
}
