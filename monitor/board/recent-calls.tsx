// Ended calls, the latest on top; each opens to everything known about it.
import { useSignal } from '@preact/signals';
import type { WireCall } from '../../src/wire/call.ts';
import { formatPercent } from '../format/percent.ts';
import { texts } from '../i18n/language.ts';
import { endedCalls } from '../live/live-board.ts';
import { concerns, onlyExtension } from '../live/my-calls.ts';
import { RecentCall } from './recent-call.tsx';

/** Rows shown until somebody asks for more. */
const FIRST = 20;

export function RecentCalls() {
  const t = texts.value.recent;
  const open = useSignal<string | null>(null);
  const all = useSignal(false);
  const mine = onlyExtension.value;
  const calls = endedCalls.value.filter((call) => concerns(call, mine));
  return (
    <section aria-labelledby="recent-title">
      <div class="section-head">
        <h2 class="section-title" id="recent-title">
          {t.title}
        </h2>
        {calls.length > 0 && (
          <span class="section-note">{t.summary(calls.length, answeredShare(calls))}</span>
        )}
      </div>
      {calls.length === 0 ? (
        <p class="recent-empty">{t.empty}</p>
      ) : (
        <div class="recent">
          <table class="recent-table">
            <thead>
              <tr>
                <th class="recent-time">{t.time}</th>
                <th class="recent-caller">{t.caller}</th>
                <th>{t.source}</th>
                <th>{t.page}</th>
                <th class="recent-did">{t.did}</th>
                <th class="recent-outcome">{t.outcome}</th>
                <th class="recent-seconds">{t.wait}</th>
                <th class="recent-seconds">{t.talk}</th>
                <th class="recent-confidence" title={texts.value.call.confidence}>
                  {t.confidence}
                </th>
              </tr>
            </thead>
            {calls.slice(0, all.value ? undefined : FIRST).map((call) => (
              <RecentCall
                key={call.id}
                call={call}
                open={open.value === call.id}
                onToggle={() => {
                  open.value = open.value === call.id ? null : call.id;
                }}
              />
            ))}
          </table>
          {calls.length > FIRST && !all.value && (
            <button
              type="button"
              class="recent-more"
              onClick={() => {
                all.value = true;
              }}
            >
              {t.showAll(calls.length)}
            </button>
          )}
        </div>
      )}
    </section>
  );
}

function answeredShare(calls: readonly WireCall[]): string {
  return formatPercent(calls.filter(({ outcome }) => outcome === 'answered').length / calls.length);
}
