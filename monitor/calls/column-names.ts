// The columns a call may be shown in. Pure.

export const COLUMNS = [
  'time',
  'caller',
  'source',
  'campaign',
  'term',
  'page',
  'region',
  'did',
  'agents',
  'outcome',
  'wait',
  'talk',
  'confidence',
  'method',
  'target',
  'value',
  'tags',
] as const;
export type Column = (typeof COLUMNS)[number];

/** Without these a row says nothing. */
export const FIXED: readonly Column[] = ['time', 'caller'];
export function readColumns(value: unknown): readonly Column[] | null {
  if (!Array.isArray(value)) return null;
  return COLUMNS.filter((column) => FIXED.includes(column) || value.includes(column));
}
