// Calls that ring or are being talked right now, or that there are none.

import { boardTexts } from '../i18n/board.ts';
import { texts } from '../i18n/language.ts';
import { board, currentCalls } from '../live/live-board.ts';
import { changeMyCalls, concerns, onlyExtension } from '../live/my-calls.ts';
import { CallCard } from './call-card.tsx';
import { EmptyCalls } from './empty-calls.tsx';
import { MyCallsMenu } from './my-calls-menu.tsx';

export function CurrentCalls() {
  const t = texts.value.calls;
  const mine = onlyExtension.value;
  const calls = currentCalls.value.filter((call) => concerns(call, mine));
  const ringing = calls.filter((call) => call.state === 'ringing').length;
  return (
    <section aria-labelledby="current-title">
      <div class="section-head">
        <h2 class="section-title" id="current-title">
          {t.title}
        </h2>
        {ringing > 0 && <span class="chip chip-amber">{t.ringing(ringing)}</span>}
        {calls.length > ringing && <span class="chip chip-green">{t.talking(calls.length - ringing)}</span>}
        <div class="section-actions">
          <MyCallsMenu />
        </div>
      </div>
      {calls.length > 0 ? (
        <div class="cards">
          {calls.map((call) => (
            <CallCard key={call.id} call={call} />
          ))}
        </div>
      ) : mine !== null && currentCalls.value.length > 0 ? (
        <div class="empty">
          <p class="empty-text">{boardTexts.value.emptyMine(mine)}</p>
          <button type="button" class="button" onClick={() => changeMyCalls({ only: false })}>
            {boardTexts.value.showAll}
          </button>
        </div>
      ) : (
        <EmptyCalls known={board.value !== null} />
      )}
    </section>
  );
}
