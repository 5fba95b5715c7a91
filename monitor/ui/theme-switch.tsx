// Light, dark, or as the system has it.
import { texts } from '../i18n/language.ts';
import { chooseTheme, THEMES, theme } from '../theme/theme.ts';
import { Icon } from './icon.tsx';

const ICONS = { system: 'screen', light: 'sun', dark: 'moon' } as const;

export function ThemeSwitch() {
  const { themes, theme: legend } = texts.value.header;
  return (
    <fieldset class="segments">
      <legend class="sr-only">{legend}</legend>
      {THEMES.map((name) => (
        <button
          key={name}
          type="button"
          class="segment"
          title={themes[name]}
          aria-label={themes[name]}
          aria-pressed={theme.value === name}
          onClick={() => chooseTheme(name)}
        >
          <Icon name={ICONS[name]} />
        </button>
      ))}
    </fieldset>
  );
}
