// Asks before something that cannot be taken back, does it, and says what went wrong.
import { useSignal } from '@preact/signals';
import type { Answer, Failure } from '../data/api.ts';
import { shellTexts } from '../i18n/shell.ts';
import { Dialog } from './dialog.tsx';
import { failureLine } from './explain-failure.ts';

export function ConfirmDialog({
  title,
  text,
  action,
  run,
  onDone,
  onClose,
}: {
  title: string;
  text: string;
  action: string;
  run: () => Promise<Answer<unknown>>;
  onDone: () => void;
  onClose: () => void;
}) {
  const busy = useSignal(false);
  const failure = useSignal<Failure | null>(null);

  async function confirm(): Promise<void> {
    busy.value = true;
    const answer = await run();
    busy.value = false;
    if (answer.type === 'ok') onDone();
    else failure.value = answer;
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      <p class="form-error" role="alert">
        {failure.value && failureLine(failure.value)}
      </p>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          {shellTexts.value.cancel}
        </button>
        <button
          type="button"
          class="button button-danger"
          disabled={busy.value}
          onClick={() => void confirm()}
        >
          {action}
        </button>
      </div>
    </Dialog>
  );
}
