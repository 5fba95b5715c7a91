// The live board: calls of now, calls just ended, pools, visitors.
import { CallAnnouncer } from './call-announcer.tsx';
import { CurrentCalls } from './current-calls.tsx';
import { PoolPanel } from './pool-panel.tsx';
import { RecentCalls } from './recent-calls.tsx';
import { VisitorPanel } from './visitor-panel.tsx';

export function BoardPage() {
  return (
    <div class="board-grid">
      <div class="board-calls">
        <CurrentCalls />
        <RecentCalls />
      </div>
      <div class="board-side">
        <PoolPanel />
        <VisitorPanel />
      </div>
      <CallAnnouncer />
    </div>
  );
}
