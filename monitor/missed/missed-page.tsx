// Missed calls as a work list: whom to call back, and how well that went.
import { useEffect } from 'preact/hooks';
import type { WireMissedCaller, WireMissedList } from '../../src/wire/missed-call.ts';
import { query } from '../data/query.ts';
import { useAnswer } from '../data/use-answer.ts';
import { readPeriod, spanOf, writePeriod } from '../format/period.ts';
import { formatSpan } from '../format/span-length.ts';
import { missedTexts } from '../i18n/missed.ts';
import { search, setQuery } from '../router/router.ts';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { PeriodPicker } from '../ui/period-picker.tsx';
import { MissedRow } from './missed-row.tsx';
import './missed.css';
import { Unanswered } from '../ui/unanswered.tsx';
import { openMissed } from './open-missed.ts';

const STATES = ['open', 'called-back', 'reached-us', 'all'] as const satisfies (
  | WireMissedCaller['state']
  | 'all'
)[];

export function MissedPage() {
  const t = missedTexts.value;
  const params = new URLSearchParams(search.value);
  const period = readPeriod(params, 'week');
  const state = STATES.find((name) => name === params.get('state')) ?? 'open';
  const { from, to } = spanOf(period, Date.now());
  const { value, failure, loading, reload } = useAnswer<WireMissedList>(
    `/v1/missed${query({ from, to, state: state === 'all' ? null : state })}`,
  );
  // The badge counts anew when a call has ended; so does the list.
  const open = openMissed.value;
  useEffect(reload, [open]);
  const median = value?.median_after_s ?? null;
  return (
    <Page
      title={t.title}
      note={median === null ? t.lead : t.median(formatSpan(median))}
      actions={<PeriodPicker period={period} onPick={(next) => setQuery(writePeriod(next, 'week'))} />}
    >
      <div class="segments missed-states">
        {STATES.map((name) => (
          <button
            key={name}
            type="button"
            class="segment"
            aria-pressed={state === name}
            onClick={() => setQuery({ state: name === 'open' ? null : name })}
          >
            {t.states[name]}
            {name === 'open' && value !== null && value.open > 0 && <span class="badge">{value.open}</span>}
          </button>
        ))}
      </div>
      {value === null ? (
        <Unanswered failure={failure} retry={reload} rows={6} />
      ) : value.callers.length === 0 ? (
        <div class="panel">
          <Notice icon="check" title={t.emptyTitle} text={state === 'open' ? t.empty : t.emptyOther} />
        </div>
      ) : (
        <div class={loading ? 'panel dimmed' : 'panel'}>
          <div class="table-scroll">
            <table class="table missed">
              <thead>
                <tr>
                  <th class="missed-caller">{t.caller}</th>
                  <th class="missed-last">{t.last}</th>
                  <th class="missed-times">{t.times}</th>
                  <th class="missed-source">{t.source}</th>
                  <th class="missed-wait num">{t.waited}</th>
                  <th class="missed-result">{t.result}</th>
                  <td class="missed-action" />
                </tr>
              </thead>
              <tbody>
                {value.callers.map((caller) => (
                  <MissedRow key={caller.call} missed={caller} />
                ))}
              </tbody>
            </table>
          </div>
        </div>
      )}
    </Page>
  );
}
