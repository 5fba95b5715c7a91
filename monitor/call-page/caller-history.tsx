// Other calls of the same number.
import type { WireCall } from '../../src/wire/call.ts';
import { OutcomeChip } from '../call/outcome-chip.tsx';
import { sourceName } from '../call/source-name.ts';
import { query } from '../data/query.ts';
import { useAnswer } from '../data/use-answer.ts';
import { formatTimeOfDay } from '../format/time-of-day.ts';
import { callsTexts } from '../i18n/calls.ts';
import { language } from '../i18n/language.ts';
import { callPath } from '../router/route.ts';

const SHOWN = 8;

export function CallerHistory({ call }: { call: WireCall }) {
  const t = callsTexts.value.page;
  const path = call.caller === null ? null : `/v1/calls${query({ caller: call.caller, limit: SHOWN + 1 })}`;
  const { value } = useAnswer<{ calls: WireCall[] }>(path);
  const others = (value?.calls ?? []).filter(({ id }) => id !== call.id).slice(0, SHOWN);
  if (path === null || value === null) return null;
  return (
    <section class="panel" aria-labelledby="history-title">
      <div class="panel-head">
        <h2 class="panel-title" id="history-title">
          {t.history}
        </h2>
      </div>
      {others.length === 0 ? (
        <p class="panel-body panel-note">{t.historyNone}</p>
      ) : (
        <ul class="caller-history">
          {others.map((other) => (
            <li key={other.id}>
              <a class="caller-history-link" href={callPath(other.id)}>
                <span>
                  {formatTimeOfDay(Date.parse(other.started_at), {
                    language: language.value,
                    now: Date.now(),
                  })}
                  <bdi class="table-under">{sourceName(other.attribution.touchpoint)}</bdi>
                </span>
                <OutcomeChip call={other} />
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
