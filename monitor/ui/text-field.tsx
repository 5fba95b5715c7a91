// A labelled line of text.
import type { InputHTMLAttributes } from 'preact';
import { useId } from 'preact/hooks';

type Input = Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onInput' | 'label'>;

export function TextField({
  label,
  value,
  onType,
  hint,
  hideLabel = false,
  ...input
}: {
  label: string;
  value: string;
  onType: (text: string) => void;
  hint?: string | undefined;
  hideLabel?: boolean;
} & Input) {
  const id = useId();
  return (
    <div class="control-field">
      <label class={hideLabel ? 'sr-only' : 'control-label'} for={id}>
        {label}
      </label>
      <input
        {...input}
        id={id}
        class="control"
        value={value}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onInput={({ currentTarget }) => onType(currentTarget.value)}
      />
      {hint && (
        <span class="control-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}
