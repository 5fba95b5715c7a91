// The journal's filters; each change goes into the address at once.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { WireCall } from '../../src/wire/call.ts';
import { namedSource } from '../call/source-name.ts';
import { callsTexts } from '../i18n/calls.ts';
import { texts } from '../i18n/language.ts';
import { setQuery } from '../router/router.ts';
import { Icon } from '../ui/icon.tsx';
import { PeriodPicker } from '../ui/period-picker.tsx';
import { Select } from '../ui/select.tsx';
import { type CallFilters, filtered, OUTCOMES, writeFilters } from './call-filters.ts';

/** A number is asked for when its typing pauses. */
const PAUSE_MS = 350;

export function FilterBar({ filters, calls }: { filters: CallFilters; calls: readonly WireCall[] }) {
  const t = callsTexts.value;
  const change = (changes: Partial<CallFilters>) => setQuery(writeFilters({ ...filters, ...changes }));
  const sources = useKnownSources(calls, filters.source);
  return (
    <search class="filters">
      <SearchField
        label={t.search}
        value={filters.caller}
        onSettle={(caller) => change({ caller })}
        shortcut
      />
      <PeriodPicker period={filters.period} onPick={(period) => change({ period })} />
      <Select
        label={t.source}
        hideLabel
        value={filters.source}
        choices={[
          { value: '', name: t.allSources },
          ...sources.map((value) => ({ value, name: namedSource(value) })),
        ]}
        onChoose={(source) => change({ source })}
      />
      <Select
        label={t.outcome}
        hideLabel
        value={filters.outcome}
        choices={[
          { value: '' as const, name: t.allOutcomes },
          ...OUTCOMES.map((value) => ({ value, name: texts.value.outcome[value] })),
        ]}
        onChoose={(outcome) => change({ outcome })}
      />
      <SearchField label={t.did} value={filters.did} onSettle={(did) => change({ did })} />
      {filtered(filters) && (
        <button
          type="button"
          class="link-button"
          onClick={() => change({ source: '', outcome: '', did: '', caller: '' })}
        >
          {t.clear}
        </button>
      )}
    </search>
  );
}

function SearchField({
  label,
  value,
  onSettle,
  shortcut = false,
}: {
  label: string;
  value: string;
  onSettle: (text: string) => void;
  shortcut?: boolean;
}) {
  const [typed, setTyped] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const told = useRef(value);

  // Somebody went back, or cleared the filters.
  if (value !== told.current) {
    told.current = value;
    if (typed.trim() !== value) setTyped(value);
  }
  useEffect(() => {
    if (typed.trim() === told.current) return;
    const timer = setTimeout(() => {
      told.current = typed.trim();
      onSettle(typed.trim());
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => {
    if (!shortcut) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [shortcut]);

  return (
    <label class={shortcut ? 'search-field search-field-main' : 'search-field'}>
      <span class="sr-only">{label}</span>
      {shortcut && <Icon name="search" />}
      <input
        ref={field}
        type="search"
        class="control"
        placeholder={label}
        inputmode="tel"
        autocomplete="off"
        maxLength={40}
        value={typed}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      />
    </label>
  );
}

/** Every source met so far: the list must not shrink to the one that was chosen. */
const known = new Set<string>();

function useKnownSources(calls: readonly WireCall[], chosen: string): string[] {
  for (const { attribution } of calls) if (attribution.touchpoint) known.add(attribution.touchpoint.source);
  if (chosen !== '') known.add(chosen);
  return [...known].sort();
}
