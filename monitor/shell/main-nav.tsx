// Links to the screens this role may see: in the header, or along the bottom edge of a phone.
import type { Me } from '../../src/wire/login.ts';
import { shellTexts } from '../i18n/shell.ts';
import { openMissed } from '../missed/open-missed.ts';
import { maySee } from '../router/access.ts';
import { pathOf, type Screen } from '../router/route.ts';
import { route } from '../router/router.ts';
import { Icon, type IconName } from '../ui/icon.tsx';

interface Item {
  readonly to: 'board' | 'calls' | 'missed' | 'reports' | 'spend' | 'users';
  readonly icon: IconName;
  readonly covers: readonly Screen[];
  /** A phone's edge has room for five; this one is in the account menu there. */
  readonly headerOnly?: true;
}

const ITEMS: readonly Item[] = [
  { to: 'board', icon: 'board', covers: ['board'] },
  { to: 'calls', icon: 'list', covers: ['calls', 'call'] },
  { to: 'missed', icon: 'missed', covers: ['missed'] },
  { to: 'reports', icon: 'chart', covers: ['reports'] },
  { to: 'spend', icon: 'wallet', covers: ['spend'] },
  { to: 'users', icon: 'settings', covers: ['users', 'audit'], headerOnly: true },
];

export function MainNav({ me, place }: { me: Me; place: 'header' | 'bottom' }) {
  const t = shellTexts.value;
  const { screen } = route.value;
  return (
    <nav class={place === 'header' ? 'nav' : 'bottom-nav'} aria-label={t.navigation}>
      {ITEMS.filter(({ to, headerOnly }) => maySee(me.role, to) && !(place === 'bottom' && headerOnly)).map(
        ({ to, icon, covers }) => (
          <a
            key={to}
            class="nav-link"
            href={pathOf(to)}
            aria-current={covers.includes(screen) ? 'page' : undefined}
          >
            {place === 'bottom' && <Icon name={icon} size={20} />}
            <span class="nav-name">{to === 'users' ? t.screens.settings : t.screens[to]}</span>
            {to === 'missed' && <MissedBadge />}
          </a>
        ),
      )}
    </nav>
  );
}

function MissedBadge() {
  const open = openMissed.value;
  if (open === 0) return null;
  return (
    <span class="badge" title={shellTexts.value.openMissed(open)}>
      <span aria-hidden="true">{open > 99 ? '99+' : open}</span>
      <span class="sr-only">, {shellTexts.value.openMissed(open)}</span>
    </span>
  );
}
