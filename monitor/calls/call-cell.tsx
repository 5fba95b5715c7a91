// One cell of the journal.
import type { WireCall } from '../../src/wire/call.ts';
import { callerName } from '../call/caller-name.ts';
import { ConfidenceMeter } from '../call/confidence-meter.tsx';
import { OutcomeChip } from '../call/outcome-chip.tsx';
import { sourceName } from '../call/source-name.ts';
import { formatAgent } from '../format/agent-name.ts';
import { formatDuration } from '../format/duration.ts';
import { formatPhoneNumber } from '../format/phone-number.ts';
import { formatRegion } from '../format/region-name.ts';
import { cleanText, showUrl } from '../format/visitor-text.ts';
import { callsTexts } from '../i18n/calls.ts';
import { language, texts } from '../i18n/language.ts';
import { callPath } from '../router/route.ts';
import { Icon } from '../ui/icon.tsx';
import { columns } from './call-columns.ts';
import type { Column } from './column-names.ts';

export function CallCell({ call, column }: { call: WireCall; column: Column }) {
  const { attribution } = call;
  const { touchpoint } = attribution;
  switch (column) {
    case 'time':
      return <time dateTime={call.started_at}>{timeOf(call.started_at)}</time>;
    case 'caller':
      return <Caller call={call} />;
    case 'source':
      return <Source call={call} />;
    case 'campaign':
      return <Cut text={touchpoint?.campaign} />;
    case 'term':
      return <Cut text={touchpoint?.term} />;
    case 'page':
      return (
        <Cut text={attribution.page && (attribution.page.title || showUrl(attribution.page.url).label)} />
      );
    case 'region':
      return <Cut text={attribution.region && formatRegion(attribution.region, language.value)} />;
    case 'did':
      return <>{formatPhoneNumber(call.did)}</>;
    case 'agents':
      return <Cut text={call.agents.map(formatAgent).join(', ')} />;
    case 'outcome':
      return call.state === 'ended' ? (
        <OutcomeChip call={call} />
      ) : (
        <span class="chip chip-accent">{texts.value.calls.state[call.state]}</span>
      );
    case 'wait':
      return <>{call.wait_s === null ? '' : formatDuration(call.wait_s)}</>;
    case 'talk':
      return <>{call.talk_s ? formatDuration(call.talk_s) : ''}</>;
    case 'confidence':
      return <ConfidenceMeter confidence={attribution.confidence} small />;
    case 'method':
      return <>{texts.value.methods[attribution.method].label}</>;
    case 'target':
      return <Target target={call.target} />;
    case 'value':
      return <>{call.value === null ? '' : call.value.toLocaleString(language.value)}</>;
    case 'tags':
      return (
        <span class="tags">
          {call.tags.map((tag) => (
            <bdi key={tag} class="tag">
              {cleanText(tag)}
            </bdi>
          ))}
        </span>
      );
  }
}

function Caller({ call }: { call: WireCall }) {
  const { region } = call.attribution;
  const place = region !== null && !columns.value.includes('region') && formatRegion(region, language.value);
  const under = place || (call.repeat && <span aria-hidden="true">{texts.value.call.repeatShort}</span>);
  return (
    <>
      <a class="call-link" href={callPath(call.id)}>
        <bdi>{callerName(call)}</bdi>
      </a>
      <span class="table-under call-under">
        {call.repeat && (
          <span class="recent-repeat" title={texts.value.call.repeat}>
            <Icon name="repeat" size={12} />
            <span class="sr-only">{texts.value.call.repeat}. </span>
          </span>
        )}
        {call.caller_name ? <bdi class="recent-cut">{cleanText(call.caller_name)}</bdi> : under}
      </span>
    </>
  );
}

function Source({ call }: { call: WireCall }) {
  const { touchpoint, method } = call.attribution;
  const under = touchpoint === null ? texts.value.methods[method].label : touchpoint.campaign;
  return (
    <>
      <bdi class={touchpoint === null ? 'table-none' : 'table-strong'}>{sourceName(touchpoint)}</bdi>
      {under !== null && !columns.value.includes('campaign') && (
        <bdi class="table-under recent-cut" title={cleanText(under)}>
          {cleanText(under)}
        </bdi>
      )}
    </>
  );
}

function Target({ target }: { target: boolean | null }) {
  const t = callsTexts.value.target;
  if (target === null) return null;
  return (
    <span class={target ? 'target-yes' : 'target-no'} title={target ? t.yes : t.no}>
      <Icon name={target ? 'check' : 'close'} />
      <span class="sr-only">{target ? t.yes : t.no}</span>
    </span>
  );
}

function Cut({ text }: { text: string | null | undefined }) {
  if (!text) return null;
  const clean = cleanText(text);
  return (
    <bdi class="recent-cut" title={clean}>
      {clean}
    </bdi>
  );
}

function timeOf(at: string): string {
  return new Date(at).toLocaleTimeString(language.value, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}
