// Who is signed in, what is theirs to set, and the way out.
import type { Me } from '../../src/wire/login.ts';
import { texts } from '../i18n/language.ts';
import { shellTexts } from '../i18n/shell.ts';
import { maySee } from '../router/access.ts';
import { pathOf } from '../router/route.ts';
import { signOut } from '../session/session.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { ThemeSwitch } from '../ui/theme-switch.tsx';
import { usePopover } from '../ui/use-popover.ts';

const LINKS: readonly { to: 'account' | 'tokens' | 'users' | 'audit' | 'wall'; icon: IconName }[] = [
  { to: 'account', icon: 'person' },
  { to: 'tokens', icon: 'key' },
  { to: 'users', icon: 'settings' },
  { to: 'audit', icon: 'list' },
  { to: 'wall', icon: 'screen' },
];

export function UserMenu({ me }: { me: Me }) {
  const t = texts.value.header;
  const { screens } = shellTexts.value;
  const { open, root, button, close } = usePopover();

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
        <nav class="user-links" aria-label={screens.settings}>
          {LINKS.filter(({ to }) => maySee(me.role, to)).map(({ to, icon }) => (
            <a key={to} class="user-action" href={pathOf(to)} onClick={close}>
              <Icon name={icon} />
              {screens[to]}
            </a>
          ))}
        </nav>
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
