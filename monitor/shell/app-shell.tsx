// What surrounds every screen of somebody signed in: header, what is wrong (if anything), the screen, navigation on phones.
import { useEffect, useRef } from 'preact/hooks';
import type { Me } from '../../src/wire/login.ts';
import { shellTexts } from '../i18n/shell.ts';
import { linkStatus } from '../live/live-board.ts';
import { route } from '../router/router.ts';
import { AppHeader } from './app-header.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { MainNav } from './main-nav.tsx';
import { PbxBanner } from './pbx-banner.tsx';
import { ReturnNote } from './return-note.tsx';
import { ScreenPop } from './screen-pop.tsx';
import { ScreenView } from './screen-view.tsx';
import { Toasts } from './toasts.tsx';

export function AppShell({ me }: { me: Me }) {
  const main = useRef<HTMLElement>(null);
  const current = route.value;
  const first = useRef(true);

  // A screen reader hears of the new screen, and Tab goes on from its beginning.
  useEffect(() => {
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
  }, [current.screen]);

  if (current.screen === 'wall') return <ScreenView me={me} route={current} />;
  return (
    <div class={linkStatus.value.state === 'lost' ? 'shell board-stale' : 'shell'}>
      <a class="skip-link" href="#main">
        {shellTexts.value.skip}
      </a>
      <AppHeader me={me} />
      <ConnectionBanner />
      <PbxBanner />
      <main class="main" id="main" tabIndex={-1} ref={main}>
        <ScreenView me={me} route={current} />
      </main>
      <MainNav me={me} place="bottom" />
      <Toasts />
      <ScreenPop />
      <ReturnNote />
    </div>
  );
}
