// Filters and columns under a name of the operator's own, kept on this computer.
import { signal } from '@preact/signals';
import { readJson, saveJson } from '../ui/saved-json.ts';
import { type Column, readColumns } from './call-columns.ts';

export interface SavedView {
  readonly name: string;
  /** What stands after `?`. */
  readonly search: string;
  readonly columns: readonly Column[];
}

const KEY = 'calls.views';

export const savedViews = signal<readonly SavedView[]>(readJson(KEY, readViews) ?? []);

/** One of the same name is replaced. */
export function saveView(view: SavedView): void {
  change([...savedViews.value.filter(({ name }) => name !== view.name), view]);
}

export function dropView(name: string): void {
  change(savedViews.value.filter((view) => view.name !== name));
}

function change(views: readonly SavedView[]): void {
  savedViews.value = views;
  saveJson(KEY, views);
}

export function readViews(value: unknown): SavedView[] | null {
  if (!Array.isArray(value)) return null;
  return value.flatMap((view: Partial<Record<keyof SavedView, unknown>> | null) => {
    const columns = readColumns(view?.columns);
    if (typeof view?.name !== 'string' || typeof view.search !== 'string' || columns === null) return [];
    return [{ name: view.name, search: view.search, columns }];
  });
}
