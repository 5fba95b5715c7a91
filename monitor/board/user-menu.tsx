// Who is signed in, and the way out.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Me } from '../../src/wire/login.ts';
import { texts } from '../i18n/language.ts';
import { signOut } from '../session/session.ts';
import { Icon } from '../ui/icon.tsx';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { ThemeSwitch } from '../ui/theme-switch.tsx';

export function UserMenu({ me }: { me: Me }) {
  const t = texts.value.header;
  const open = useSignal(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    const onOutside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) open.value = false;
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !open.value) return;
      open.value = false;
      button.current?.focus();
    };
    document.addEventListener('pointerdown', onOutside);
    document.addEventListener('focusin', onOutside);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onOutside);
      document.removeEventListener('focusin', onOutside);
      document.removeEventListener('keydown', onKey);
    };
  }, [open]);

  return (
    <div class="user" ref={root}>
      <button
        ref={button}
        type="button"
        class="user-button"
        aria-label={t.account(me.name)}
        aria-expanded={open.value}
        aria-controls="user-panel"
        onClick={() => {
          open.value = !open.value;
        }}
      >
        <span class="user-initial">{[...me.name][0]?.toUpperCase()}</span>
      </button>
      <div class="user-panel" id="user-panel" hidden={!open.value}>
        <div class="user-who">
          <span class="user-name">{me.name}</span>
          <span class="user-role">{t.roles[me.role] ?? me.role}</span>
        </div>
        <div class="user-switches">
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
        <button type="button" class="user-action" onClick={() => void signOut()}>
          <Icon name="out" />
          {t.signOut}
        </button>
      </div>
    </div>
  );
}
