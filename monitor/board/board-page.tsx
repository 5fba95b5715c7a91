// The live board: header, what is wrong (if anything), calls, pools.
import type { Me } from '../../src/wire/login.ts';
import { texts } from '../i18n/language.ts';
import { linkStatus } from '../live/live-board.ts';
import { AppHeader } from './app-header.tsx';
import { CallAnnouncer } from './call-announcer.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { CurrentCalls } from './current-calls.tsx';
import { PbxBanner } from './pbx-banner.tsx';
import { PoolPanel } from './pool-panel.tsx';
import { RecentCalls } from './recent-calls.tsx';

export function BoardPage({ me }: { me: Me }) {
  return (
    <div class={linkStatus.value.state === 'lost' ? 'board board-stale' : 'board'}>
      <a class="skip-link" href="#calls">
        {texts.value.header.skip}
      </a>
      <AppHeader me={me} />
      <ConnectionBanner />
      <PbxBanner />
      <div class="board-grid">
        <main class="board-calls" id="calls" tabIndex={-1}>
          <CurrentCalls />
          <RecentCalls />
        </main>
        <PoolPanel />
      </div>
      <CallAnnouncer />
    </div>
  );
}
