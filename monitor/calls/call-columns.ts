// The columns a call may be shown in, and which of them this operator chose.
import { signal } from '@preact/signals';
import { readJson, saveJson } from '../ui/saved-json.ts';

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
const USUAL: readonly Column[] = [
  'time',
  'caller',
  'source',
  'page',
  'agents',
  'outcome',
  'wait',
  'talk',
  'target',
  'value',
  'confidence',
];

export const columns = signal<readonly Column[]>(readJson('calls.columns', readColumns) ?? USUAL);

export function chooseColumns(chosen: readonly Column[]): void {
  columns.value = COLUMNS.filter((column) => FIXED.includes(column) || chosen.includes(column));
  saveJson('calls.columns', columns.value);
}

export function readColumns(value: unknown): readonly Column[] | null {
  if (!Array.isArray(value)) return null;
  return COLUMNS.filter((column) => FIXED.includes(column) || value.includes(column));
}
