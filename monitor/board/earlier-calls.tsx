// What the same caller rang about before; asked for when somebody wants to know.
import type { WireCall } from '../../src/wire/call.ts';
import { sourceName } from '../call/source-name.ts';
import { query } from '../data/query.ts';
import { useAnswer } from '../data/use-answer.ts';
import { formatAgent } from '../format/agent-name.ts';
import { formatTimeOfDay } from '../format/time-of-day.ts';
import { cleanText } from '../format/visitor-text.ts';
import { boardTexts } from '../i18n/board.ts';
import { language, texts } from '../i18n/language.ts';
import { shellTexts } from '../i18n/shell.ts';
import { callPath } from '../router/route.ts';
import { LazyFold } from '../ui/lazy-fold.tsx';

const SHOWN = 5;

export function EarlierCalls({ call }: { call: WireCall }) {
  if (call.caller === null) return null;
  return (
    <LazyFold summary={boardTexts.value.earlier}>
      <List call={call} caller={call.caller} />
    </LazyFold>
  );
}

function List({ call, caller }: { call: WireCall; caller: string }) {
  const t = boardTexts.value;
  const { value, failure } = useAnswer<{ calls: WireCall[] }>(
    `/v1/calls${query({ caller, limit: SHOWN + 1 })}`,
  );
  if (failure !== null) return <p class="panel-note">{t.earlierFailed}</p>;
  if (value === null) return <p class="panel-note">{shellTexts.value.loading}</p>;
  const earlier = value.calls.filter(({ id }) => id !== call.id).slice(0, SHOWN);
  if (earlier.length === 0) return <p class="panel-note">{t.earlierNone}</p>;
  return (
    <ul class="earlier">
      {earlier.map((other) => (
        <li key={other.id}>
          <a href={callPath(other.id)}>
            <strong>
              {formatTimeOfDay(Date.parse(other.started_at), { language: language.value, now: Date.now() })}
            </strong>
            <span>{texts.value.outcome[other.outcome ?? 'unknown']}</span>
            <bdi>{other.agents.map((agent) => cleanText(formatAgent(agent))).join(', ')}</bdi>
            <bdi>{sourceName(other.attribution.touchpoint)}</bdi>
            {other.note && <bdi>{cleanText(other.note)}</bdi>}
          </a>
        </li>
      ))}
    </ul>
  );
}
