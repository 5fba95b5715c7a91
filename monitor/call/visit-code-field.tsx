// Where the code that a caller reads out is typed in; the call's new answer comes by the live feed, to all operators.
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { WireCall } from '../../src/wire/call.ts';
import type { Texts } from '../i18n/en.ts';
import { texts } from '../i18n/language.ts';
import { type CodeAnswer, patchVisitCode } from '../session/http-api.ts';

/** Room for five digits and what people put between them. */
const LONGEST = 20;

export function VisitCodeField({ call }: { call: WireCall }) {
  const t = texts.value.visitCode;
  const id = useId();
  const code = useSignal('');
  const busy = useSignal(false);
  const answer = useSignal<CodeAnswer | null>(null);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy.value || code.value.trim() === '') return;
    busy.value = true;
    answer.value = await patchVisitCode(call.id, code.value);
    busy.value = false;
    if (answer.value.type === 'ok') code.value = '';
  }

  const told = answer.value;
  return (
    <form class="code" onSubmit={(event) => void submit(event)}>
      <label class="code-label" for={id}>
        {t.label}
      </label>
      <input
        id={id}
        class="code-input"
        value={code.value}
        onInput={({ currentTarget }) => {
          code.value = currentTarget.value;
          answer.value = null;
        }}
        inputmode="numeric"
        autocomplete="off"
        maxLength={LONGEST}
        placeholder={t.example}
        aria-describedby={`${id}-told`}
        aria-invalid={told !== null && told.type !== 'ok'}
      />
      <button type="submit" class="button" disabled={busy.value}>
        {t.submit}
      </button>
      <p
        class={
          told === null ? 'code-told' : told.type === 'ok' ? 'code-told code-good' : 'code-told code-bad'
        }
        id={`${id}-told`}
        role="status"
      >
        {told === null ? '' : explain(told, t)}
      </p>
    </form>
  );
}

function explain(answer: CodeAnswer, t: Texts['visitCode']): string {
  switch (answer.type) {
    case 'ok':
      return t.found;
    case 'no-such-visit':
      return t.unknown;
    case 'no-code':
      return t.noCode;
    case 'unreachable':
      return texts.value.signIn.unreachable;
    case 'refused':
      return texts.value.signIn.unexpected(answer.status);
  }
}
