// The header: product, links to the Asterisk boxes, freshness, switches, account.
import type { Me } from '../../src/wire/login.ts';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { Logo } from '../ui/logo.tsx';
import { ThemeSwitch } from '../ui/theme-switch.tsx';
import { LinkChip } from './link-chip.tsx';
import { PbxChips } from './pbx-chips.tsx';
import { UserMenu } from './user-menu.tsx';

export function AppHeader({ me }: { me: Me }) {
  return (
    <header class="header">
      <Logo />
      <div class="header-state">
        <LinkChip />
        <PbxChips />
      </div>
      <div class="header-switches">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <UserMenu me={me} />
    </header>
  );
}
