// A secret that is shown once, with a button that copies it.
import { useSignal } from '@preact/signals';
import { shellTexts } from '../i18n/shell.ts';
import { Icon } from '../ui/icon.tsx';

export function SecretBox({ secret, label }: { secret: string; label: string }) {
  const t = shellTexts.value;
  const copied = useSignal(false);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(secret);
      copied.value = true;
    } catch {
      // Not allowed, or not https: the text can be marked and copied by hand.
    }
  }

  return (
    <div class="secret">
      <input
        class="control secret-text"
        readOnly
        aria-label={label}
        value={secret}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <button type="button" class="button" onClick={() => void copy()}>
        <Icon name={copied.value ? 'check' : 'copy'} />
        {copied.value ? t.copied : t.copy}
      </button>
    </div>
  );
}
