// The screens of settings, side by side.
import type { Me } from '../../src/wire/login.ts';
import { shellTexts } from '../i18n/shell.ts';
import { maySee } from '../router/access.ts';
import { pathOf } from '../router/route.ts';
import { route } from '../router/router.ts';

const TABS = ['users', 'audit', 'tokens', 'account'] as const;

export function SettingsTabs({ me }: { me: Me }) {
  const { screens } = shellTexts.value;
  return (
    <nav class="tabs" aria-label={screens.settings}>
      {TABS.filter((tab) => maySee(me.role, tab)).map((tab) => (
        <a
          key={tab}
          class="tab"
          href={pathOf(tab)}
          aria-current={route.value.screen === tab ? 'page' : undefined}
        >
          {screens[tab]}
        </a>
      ))}
    </nav>
  );
}
