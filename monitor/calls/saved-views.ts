// Filters and columns under a name of the operator's own, kept on this computer.
import { signal } from '@preact/signals';
import { readJson, saveJson } from '../ui/saved-json.ts';
import { readViews, type SavedView } from './saved-view.ts';

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
