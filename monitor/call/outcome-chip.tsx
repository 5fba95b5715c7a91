// How an ended call went; the finer reason is in the title and, with `full`, beside it.
import type { WireCall } from '../../src/wire/call.ts';
import { texts } from '../i18n/language.ts';

const TONES = {
  answered: 'chip chip-green',
  missed: 'chip chip-red',
  busy: 'chip chip-amber',
  failed: 'chip chip-red',
  unknown: 'chip',
} as const;

export function OutcomeChip({ call, full = false }: { call: WireCall; full?: boolean }) {
  const outcome = call.outcome ?? 'unknown';
  const reason = call.end === null ? null : texts.value.end[call.end];
  return (
    <>
      <span class={TONES[outcome]} title={reason ?? undefined}>
        {texts.value.outcome[outcome]}
      </span>
      {full && reason !== null && <span class="outcome-reason">{reason}</span>}
    </>
  );
}
