// Filters and columns under a name, as they are kept. Pure.
import { type Column, readColumns } from './column-names.ts';

export interface SavedView {
  readonly name: string;
  /** What stands after `?`. */
  readonly search: string;
  readonly columns: readonly Column[];
}

export function readViews(value: unknown): SavedView[] | null {
  if (!Array.isArray(value)) return null;
  return value.flatMap((view: Partial<Record<keyof SavedView, unknown>> | null) => {
    const columns = readColumns(view?.columns);
    if (typeof view?.name !== 'string' || typeof view.search !== 'string' || columns === null) return [];
    return [{ name: view.name, search: view.search, columns }];
  });
}
