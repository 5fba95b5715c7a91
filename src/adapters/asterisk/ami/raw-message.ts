// An AMI message as the asterisk-manager package parsed it, and the one safe way to read it.

/**
 * Header names in lower case. A repeated header is an array, `Variable: a=b` an object, and a header called `__proto__`
 * may have changed the prototype: hence only own properties count.
 */
export type RawMessage = Readonly<Record<string, unknown>>;

export function isRawMessage(value: unknown): value is RawMessage {
  return typeof value === 'object' && value !== null;
}

/** The value of a header, the first one when it is repeated; null when the message has none. */
export function header(message: RawMessage, name: string): string | null {
  if (!Object.hasOwn(message, name)) return null;
  const value = message[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : null;
}

/** A `ChanVariable: name=value` header: what `channelvars` of manager.conf adds to every event of a channel. */
export function channelVariable(message: RawMessage, name: string): string | null {
  return pairs(message, 'chanvariable').find((pair) => pair[0] === name)?.[1] ?? null;
}

/** The `Variable: name=value` headers; `name` alone gives an empty value. */
export function variables(message: RawMessage): [name: string, value: string][] {
  return pairs(message, 'variable');
}

function pairs(message: RawMessage, name: string): [name: string, value: string][] {
  const value = Object.hasOwn(message, name) ? message[name] : null;
  if (!isRawMessage(value)) return [];
  return Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}
