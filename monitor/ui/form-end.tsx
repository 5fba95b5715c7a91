// The end of a form in a dialog: what went wrong, the way out, and the button that sends it.
import type { Failure } from '../data/api.ts';
import { shellTexts } from '../i18n/shell.ts';
import { failureLine } from './explain-failure.ts';

export function FormEnd({
  failure,
  action,
  disabled,
  onClose,
}: {
  failure: Failure | null;
  action: string;
  disabled: boolean;
  onClose: () => void;
}) {
  return (
    <>
      <p class="form-error" role="alert">
        {failure && failureLine(failure)}
      </p>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          {shellTexts.value.cancel}
        </button>
        <button type="submit" class="button button-primary" disabled={disabled}>
          {action}
        </button>
      </div>
    </>
  );
}
