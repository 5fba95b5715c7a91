// The header: product, screens, freshness, links to the Asterisk boxes, account.
import type { Me } from '../../src/wire/login.ts';
import { shellTexts } from '../i18n/shell.ts';
import { pathOf } from '../router/route.ts';
import { Logo } from '../ui/logo.tsx';
import { AlertBell } from './alert-bell.tsx';
import { LinkChip } from './link-chip.tsx';
import { MainNav } from './main-nav.tsx';
import { PbxChips } from './pbx-chips.tsx';
import { UserMenu } from './user-menu.tsx';

export function AppHeader({ me }: { me: Me }) {
  return (
    <header class="header">
      <a class="header-home" href={pathOf('board')} title={shellTexts.value.toBoard}>
        <Logo />
      </a>
      <MainNav me={me} place="header" />
      <div class="header-state">
        <PbxChips />
        <LinkChip />
      </div>
      <AlertBell />
      <UserMenu me={me} />
    </header>
  );
}
