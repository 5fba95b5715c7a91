// Calls that ring or are being talked right now, or that there are none.
import { texts } from '../i18n/language.ts';
import { board, currentCalls } from '../live/live-board.ts';
import { CallCard } from './call-card.tsx';
import { EmptyCalls } from './empty-calls.tsx';

export function CurrentCalls() {
  const t = texts.value.calls;
  const calls = currentCalls.value;
  const ringing = calls.filter((call) => call.state === 'ringing').length;
  return (
    <section aria-labelledby="current-title">
      <div class="section-head">
        <h2 class="section-title" id="current-title">
          {t.title}
        </h2>
        {ringing > 0 && <span class="chip chip-amber">{t.ringing(ringing)}</span>}
        {calls.length > ringing && <span class="chip chip-green">{t.talking(calls.length - ringing)}</span>}
      </div>
      {calls.length > 0 ? (
        <div class="cards">
          {calls.map((call) => (
            <CallCard key={call.id} call={call} />
          ))}
        </div>
      ) : (
        <EmptyCalls known={board.value !== null} />
      )}
    </section>
  );
}
