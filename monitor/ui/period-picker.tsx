// Which days: a preset, or two dates.
import { dayOf, type Period, PRESETS, spanOf } from '../format/period.ts';
import { shellTexts } from '../i18n/shell.ts';
import { Select } from './select.tsx';

export function PeriodPicker({ period, onPick }: { period: Period; onPick: (period: Period) => void }) {
  const t = shellTexts.value.period;
  const custom = period.preset === 'custom' ? period : null;
  return (
    <>
      <Select
        label={t.label}
        hideLabel
        value={period.preset}
        choices={[...PRESETS, 'custom' as const].map((value) => ({ value, name: t[value] }))}
        onChoose={(preset) => {
          if (preset !== 'custom') onPick({ preset });
          else {
            const { from, to } = spanOf(period, Date.now());
            onPick({ preset, first: dayOf(Date.parse(from)), last: dayOf(Date.parse(to) - 1) });
          }
        }}
      />
      {custom && (
        <>
          <DateField
            label={t.from}
            value={custom.first}
            onPick={(first) => onPick({ ...custom, first, last: later(first, custom.last) })}
          />
          <DateField
            label={t.to}
            value={custom.last}
            onPick={(last) => onPick({ ...custom, last, first: earlier(last, custom.first) })}
          />
        </>
      )}
    </>
  );
}

/** Days `YYYY-MM-DD` sort as texts. */
const later = (one: string, other: string) => [one, other].sort()[1] ?? one;
const earlier = (one: string, other: string) => [one, other].sort()[0] ?? one;

function DateField({
  label,
  value,
  onPick,
}: {
  label: string;
  value: string;
  onPick: (day: string) => void;
}) {
  return (
    <label class="control-field">
      <span class="sr-only">{label}</span>
      <input
        type="date"
        class="control"
        value={value}
        required
        onChange={({ currentTarget }) => currentTarget.value !== '' && onPick(currentTarget.value)}
      />
    </label>
  );
}
