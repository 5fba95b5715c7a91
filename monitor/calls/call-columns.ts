// Which columns this operator chose.
import { signal } from '@preact/signals';
import { readJson, saveJson } from '../ui/saved-json.ts';
import { COLUMNS, type Column, FIXED, readColumns } from './column-names.ts';

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
