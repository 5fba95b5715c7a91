// A labelled choice of one: the browser's own list, which every phone and screen reader knows.

export interface Choice<T extends string> {
  readonly value: T;
  readonly name: string;
}

export function Select<T extends string>({
  label,
  value,
  choices,
  onChoose,
  hideLabel = false,
}: {
  label: string;
  value: T;
  choices: readonly Choice<T>[];
  onChoose: (value: T) => void;
  hideLabel?: boolean;
}) {
  return (
    <label class="control-field">
      <span class={hideLabel ? 'sr-only' : 'control-label'}>{label}</span>
      <select
        class="control select"
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = choices[currentTarget.selectedIndex];
          if (chosen) onChoose(chosen.value);
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} selected={choice.value === value}>
            {choice.name}
          </option>
        ))}
      </select>
    </label>
  );
}
