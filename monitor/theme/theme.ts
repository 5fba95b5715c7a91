// Light or dark: as the system has it, unless the operator chose.
import { effect, signal } from '@preact/signals';
import { readChoice, saveChoice } from '../ui/saved-choice.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const theme = signal<Theme>(readChoice('theme', THEMES) ?? 'system');

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
const systemTheme = signal(systemIsDark.matches);
systemIsDark.addEventListener('change', ({ matches }) => {
  systemTheme.value = matches;
});

export function chooseTheme(next: Theme): void {
  saveChoice('theme', next);
  theme.value = next;
}

effect(() => {
  const dark = theme.value === 'system' ? systemTheme.value : theme.value === 'dark';
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
});
