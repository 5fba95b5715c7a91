// The screen that the address asks for, its code fetched when it is first needed.
import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Me } from '../../src/wire/login.ts';
import { BoardPage } from '../board/board-page.tsx';
import { shellTexts } from '../i18n/shell.ts';
import { maySee } from '../router/access.ts';
import { pathOf, type Route, type Screen } from '../router/route.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageSkeleton } from '../ui/skeleton.tsx';

type LazyScreen = Exclude<Screen, 'board' | 'unknown' | 'setup' | 'invite'>;
type ScreenComponent = FunctionComponent<{ me: Me; route: Route }>;

const LOADERS: Record<LazyScreen, () => Promise<ScreenComponent>> = {
  wall: async () => (await import('../wall/wall-page.tsx')).WallPage,
  calls: async () => (await import('../calls/calls-page.tsx')).CallsPage,
  call: async () => (await import('../call-page/call-page.tsx')).CallPage,
  missed: async () => (await import('../missed/missed-page.tsx')).MissedPage,
  reports: async () => (await import('../reports/reports-page.tsx')).ReportsPage,
  spend: async () => (await import('../spend/spend-page.tsx')).SpendPage,
  users: async () => (await import('../settings/users-page.tsx')).UsersPage,
  tokens: async () => (await import('../settings/tokens-page.tsx')).TokensPage,
  audit: async () => (await import('../settings/audit-page.tsx')).AuditPage,
  account: async () => (await import('../settings/account-page.tsx')).AccountPage,
};

/** `null` where loading it failed: the server was updated, and the old files are gone. */
const loaded = new Map<LazyScreen, ScreenComponent | null>();

export function ScreenView({ me, route }: { me: Me; route: Route }) {
  const { screen } = route;
  const [, redraw] = useState(0);
  const lazy = isLazy(screen) && maySee(me.role, screen);

  useEffect(() => {
    if (!lazy || !isLazy(screen) || loaded.get(screen)) return;
    void LOADERS[screen]()
      .catch(() => null)
      .then((component) => {
        loaded.set(screen, component);
        redraw((n) => n + 1);
      });
  }, [screen, lazy]);

  const t = shellTexts.value;
  if (screen === 'board') return <BoardPage />;
  if (!isLazy(screen))
    return (
      <Notice icon="search" title={t.screens.unknown} text={t.unknownText}>
        <a class="button" href={pathOf('board')}>
          {t.toBoard}
        </a>
      </Notice>
    );
  if (!maySee(me.role, screen)) return <FailureNotice failure={{ type: 'forbidden' }} />;
  const Screen = loaded.get(screen);
  if (Screen) return <Screen me={me} route={route} />;
  if (Screen === null)
    return <FailureNotice failure={{ type: 'unreachable' }} retry={() => location.reload()} />;
  return <PageSkeleton />;
}

function isLazy(screen: Screen): screen is LazyScreen {
  return screen in LOADERS;
}
