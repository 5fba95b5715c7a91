// A CSV file of spend: which column is what, what of it fits, and only then the import.
import { useSignal } from '@preact/signals';
import type { WireSpendImport } from '../../src/wire/spend.ts';
import { type Failure, send } from '../data/api.ts';
import { formatMoney } from '../format/figure.ts';
import { language } from '../i18n/language.ts';
import { spendTexts } from '../i18n/spend.ts';
import { tell } from '../shell/toasts.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FormEnd } from '../ui/form-end.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { type CsvPreview, guessColumn, previewCsv, type SpendColumn } from './csv-preview.ts';
import { CsvTable } from './csv-table.tsx';

const COLUMNS = ['day', 'amount', 'source', 'medium', 'campaign'] as const satisfies SpendColumn[];
type Mapping = Record<SpendColumn, string>;

export function SpendImport({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const t = spendTexts.value;
  const csv = useSignal('');
  const preview = useSignal<CsvPreview | null>(null);
  const unreadable = useSignal(false);
  const mapping = useSignal<Mapping>({ day: '', amount: '', source: '', medium: '', campaign: '' });
  const source = useSignal('');
  const checked = useSignal<WireSpendImport | null>(null);
  const failure = useSignal<Failure | null>(null);
  const busy = useSignal(false);

  async function open(file: File | undefined): Promise<void> {
    checked.value = null;
    failure.value = null;
    if (!file) return;
    csv.value = decode(await file.arrayBuffer());
    preview.value = previewCsv(csv.value);
    unreadable.value = preview.value === null;
    const headings = preview.value?.headings ?? [];
    mapping.value = Object.fromEntries(
      COLUMNS.map((column) => [column, guessColumn(headings, column)]),
    ) as Mapping;
  }

  async function ask(dryRun: boolean): Promise<void> {
    const columns = Object.fromEntries(Object.entries(mapping.value).filter(([, heading]) => heading !== ''));
    busy.value = true;
    const answer = await send<WireSpendImport>('POST', '/v1/spend/import', {
      csv: csv.value,
      mapping: columns,
      ...(mapping.value.source === '' && { source: source.value.trim() }),
      dry_run: dryRun,
    });
    busy.value = false;
    failure.value = answer.type === 'ok' ? null : answer;
    checked.value = answer.type === 'ok' ? answer.value : null;
    if (answer.type !== 'ok' || dryRun || answer.value.faults.length > 0) return;
    tell(t.taken(answer.value.imported));
    onDone();
  }

  const ready =
    mapping.value.day !== '' &&
    mapping.value.amount !== '' &&
    (mapping.value.source !== '' || source.value.trim() !== '');
  const result = checked.value;
  const fits = result !== null && result.faults.length === 0;
  return (
    <Dialog title={t.import} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void ask(!fits);
        }}
      >
        <label class="control-field">
          <span class="control-label">{t.file}</span>
          <input
            type="file"
            class="control file"
            accept=".csv,.txt,text/csv"
            onChange={({ currentTarget }) => void open(currentTarget.files?.[0])}
          />
          <span class="control-hint">{t.fileHint}</span>
        </label>
        {unreadable.value && (
          <p class="form-error" role="alert">
            {t.unreadable}
          </p>
        )}
        {preview.value && (
          <>
            <CsvTable preview={preview.value} />
            <fieldset class="choice">
              <legend class="control-label">{t.mapping}</legend>
              <div class="form-row">
                {COLUMNS.map((column) => (
                  <Select
                    key={column}
                    label={t.column[column]}
                    value={mapping.value[column]}
                    choices={['', ...(preview.value?.headings ?? [])].map((value) => ({
                      value,
                      name: value === '' ? t.noColumn : value,
                    }))}
                    onChoose={(heading) => {
                      mapping.value = { ...mapping.value, [column]: heading };
                      checked.value = null;
                    }}
                  />
                ))}
                {mapping.value.source === '' && (
                  <TextField
                    label={`${t.source} · ${t.fixed}`}
                    value={source.value}
                    maxLength={200}
                    placeholder="yandex"
                    onType={(text) => {
                      source.value = text;
                      checked.value = null;
                    }}
                  />
                )}
              </div>
            </fieldset>
            {!ready && <p class="control-hint">{t.needsSource}</p>}
          </>
        )}
        <div role="status">
          {result !== null && (
            <p class={fits ? 'import-good' : undefined}>
              {t.checked(result.imported, formatMoney(result.amount, language.value))}
            </p>
          )}
          {result !== null && !fits && (
            <>
              <p class="form-error">{t.faults(result.faults.length)}</p>
              <ul class="import-faults">
                {result.faults.slice(0, 8).map(({ line, message }) => (
                  <li key={line}>{t.fault(line, message)}</li>
                ))}
              </ul>
            </>
          )}
        </div>
        <FormEnd
          failure={failure.value}
          action={fits ? t.take : t.check}
          disabled={busy.value || !ready || preview.value === null}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

/** UTF-8, or what Russian spreadsheets save: Windows-1251. */
function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}
