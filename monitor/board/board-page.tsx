// The live board: calls of now, calls just ended, pools.
import { CallAnnouncer } from './call-announcer.tsx';
import { CurrentCalls } from './current-calls.tsx';
import { PoolPanel } from './pool-panel.tsx';
import { RecentCalls } from './recent-calls.tsx';

export function BoardPage() {
  return (
    <div class="board-grid">
      <div class="board-calls">
        <CurrentCalls />
        <RecentCalls />
      </div>
      <PoolPanel />
      <CallAnnouncer />
    </div>
  );
}
