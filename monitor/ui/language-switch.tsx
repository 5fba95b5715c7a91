// English or Russian.
import { chooseLanguage, LANGUAGES, language, texts } from '../i18n/language.ts';

const NAMES = { en: 'English', ru: 'Русский' };

export function LanguageSwitch() {
  return (
    <fieldset class="segments">
      <legend class="sr-only">{texts.value.header.language}</legend>
      {LANGUAGES.map((name) => (
        <button
          key={name}
          type="button"
          class="segment"
          lang={name}
          aria-label={NAMES[name]}
          aria-pressed={language.value === name}
          onClick={() => chooseLanguage(name)}
        >
          {name.toUpperCase()}
        </button>
      ))}
    </fieldset>
  );
}
