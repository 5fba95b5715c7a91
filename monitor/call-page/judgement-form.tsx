// What people add to a call: whether it was a target call, tags, a note, what it sold for.
import { useSignal } from '@preact/signals';
import type { WireCallDetail } from '../../src/wire/call.ts';
import type { Me } from '../../src/wire/login.ts';
import { type Failure, send } from '../data/api.ts';
import { readAmount } from '../format/read-amount.ts';
import { callsTexts } from '../i18n/calls.ts';
import { shellTexts } from '../i18n/shell.ts';
import { tell } from '../shell/toasts.tsx';
import { failureLine } from '../ui/explain-failure.ts';
import { Icon } from '../ui/icon.tsx';
import { TextField } from '../ui/text-field.tsx';

const TARGETS = [
  { value: true, name: 'yes', icon: 'check' },
  { value: false, name: 'no', icon: 'close' },
  { value: null, name: 'none', icon: null },
] as const;

export function JudgementForm({ call, me, onSaved }: { call: WireCallDetail; me: Me; onSaved: () => void }) {
  const t = callsTexts.value;
  const mayPrice = me.role !== 'operator';
  const target = useSignal(call.target);
  const tags = useSignal(call.tags.join(', '));
  const note = useSignal(call.note ?? '');
  const value = useSignal(call.value === null ? '' : String(call.value));
  const failure = useSignal<Failure | null>(null);
  const busy = useSignal(false);

  async function save(changes: Partial<WireCallDetail>): Promise<void> {
    busy.value = true;
    const answer = await send('PATCH', `/v1/calls/${encodeURIComponent(call.id)}`, changes);
    busy.value = false;
    failure.value = answer.type === 'ok' ? null : answer;
    if (answer.type !== 'ok') return;
    tell(shellTexts.value.saved);
    onSaved();
  }

  const amount = readAmount(value.value);
  return (
    <section class="panel" aria-labelledby="judge-title">
      <div class="panel-head">
        <h2 class="panel-title" id="judge-title">
          {t.page.judge}
        </h2>
      </div>
      <form
        class="panel-body form"
        onSubmit={(event) => {
          event.preventDefault();
          if (amount === undefined) return;
          void save({
            tags: tags.value
              .split(',')
              .map((tag) => tag.trim())
              .filter((tag) => tag !== ''),
            note: note.value.trim() || null,
            ...(mayPrice && { value: amount }),
          });
        }}
      >
        <fieldset class="target-choice">
          <legend class="control-label">{t.page.targetQuestion}</legend>
          <div class="segments">
            {TARGETS.map(({ value: choice, name, icon }) => (
              <button
                key={name}
                type="button"
                class="segment"
                aria-pressed={target.value === choice}
                disabled={busy.value}
                onClick={() => {
                  target.value = choice;
                  void save({ target: choice });
                }}
              >
                {icon && <Icon name={icon} size={14} />}
                {t.target[name]}
              </button>
            ))}
          </div>
        </fieldset>
        <TextField
          label={t.page.tags}
          hint={t.page.tagsHint}
          value={tags.value}
          maxLength={1000}
          onType={(text) => {
            tags.value = text;
          }}
        />
        <label class="control-field">
          <span class="control-label">{t.page.note}</span>
          <textarea
            class="control"
            rows={3}
            maxLength={4000}
            value={note.value}
            onInput={({ currentTarget }) => {
              note.value = currentTarget.value;
            }}
          />
        </label>
        <TextField
          label={t.page.value}
          hint={mayPrice ? (amount === undefined ? t.page.notNumber : undefined) : t.page.noValue}
          value={value.value}
          inputmode="decimal"
          disabled={!mayPrice}
          aria-invalid={amount === undefined}
          onType={(text) => {
            value.value = text;
          }}
        />
        <p class="form-error" role="alert">
          {failure.value && failureLine(failure.value)}
        </p>
        <div class="dialog-actions">
          <button type="submit" class="button button-primary" disabled={busy.value || amount === undefined}>
            {busy.value ? shellTexts.value.saving : shellTexts.value.save}
          </button>
        </div>
      </form>
    </section>
  );
}
