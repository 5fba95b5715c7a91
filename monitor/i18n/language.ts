// The language now shown, and its texts.
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { readChoice, saveChoice } from '../ui/saved-choice.ts';
import { en, type Texts } from './en.ts';
import { ru } from './ru.ts';

export const LANGUAGES = ['en', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The operator's choice, else the first of the browser's languages that we speak. */
export const language = signal<Language>(readChoice('language', LANGUAGES) ?? preferred());
export const texts = translated<Texts>({ en, ru });

/** The texts of one screen, in the language now shown. */
export function translated<T>(all: Record<Language, T>): ReadonlySignal<T> {
  return computed(() => all[language.value]);
}

export function chooseLanguage(next: Language): void {
  saveChoice('language', next);
  language.value = next;
}

effect(() => {
  document.documentElement.lang = language.value;
});

function preferred(): Language {
  for (const tag of navigator.languages) {
    const known = LANGUAGES.find((name) => tag.toLowerCase().startsWith(name));
    if (known !== undefined) return known;
  }
  return 'en';
}
