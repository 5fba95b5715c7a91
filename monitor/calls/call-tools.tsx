// What can be done with the journal as a whole: saved views, columns, export.
import { useSignal } from '@preact/signals';
import { callsTexts } from '../i18n/calls.ts';
import { shellTexts } from '../i18n/shell.ts';
import { navigate, search } from '../router/router.ts';
import { Icon } from '../ui/icon.tsx';
import { Popover } from '../ui/popover.tsx';
import { chooseColumns, columns } from './call-columns.ts';
import { COLUMNS, FIXED } from './column-names.ts';
import { dropView, savedViews, saveView } from './saved-views.ts';

export function CallTools({ query }: { query: string }) {
  const t = callsTexts.value;
  return (
    <>
      <Popover icon="bookmark" label={t.views}>
        {(close) => <Views close={close} />}
      </Popover>
      <Popover icon="columns" label={t.columns}>
        {() => <ColumnChoice />}
      </Popover>
      <Popover icon="download" label={t.export}>
        {(close) => (
          <>
            <a class="popover-item" href={`/v1/calls.csv${query}`} download onClick={close}>
              <Icon name="page" />
              {t.csv}
            </a>
            <a class="popover-item" href={`/v1/calls.xlsx${query}`} download onClick={close}>
              <Icon name="columns" />
              {t.xlsx}
            </a>
          </>
        )}
      </Popover>
    </>
  );
}

function ColumnChoice() {
  const t = callsTexts.value.column;
  return (
    <fieldset class="column-choice">
      <legend class="sr-only">{callsTexts.value.columns}</legend>
      {COLUMNS.filter((column) => !FIXED.includes(column)).map((column) => (
        <label key={column} class="popover-item">
          <input
            type="checkbox"
            checked={columns.value.includes(column)}
            onChange={({ currentTarget }) =>
              chooseColumns(
                currentTarget.checked
                  ? [...columns.value, column]
                  : columns.value.filter((other) => other !== column),
              )
            }
          />
          {t[column]}
        </label>
      ))}
    </fieldset>
  );
}

function Views({ close }: { close: () => void }) {
  const t = callsTexts.value;
  const name = useSignal('');
  return (
    <div class="views">
      {savedViews.value.length === 0 && <p class="views-none">{t.noViews}</p>}
      {savedViews.value.map((view) => (
        <div key={view.name} class="view">
          <button
            type="button"
            class="popover-item"
            onClick={() => {
              chooseColumns(view.columns);
              navigate(`${location.pathname}${view.search}`);
              close();
            }}
          >
            <Icon name="bookmark" />
            {view.name}
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={t.dropView(view.name)}
            onClick={() => dropView(view.name)}
          >
            <Icon name="close" size={14} />
          </button>
        </div>
      ))}
      <form
        class="view-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.value.trim() === '') return;
          saveView({ name: name.value.trim(), search: search.value, columns: columns.value });
          close();
        }}
      >
        <input
          class="control"
          aria-label={t.viewName}
          placeholder={t.viewName}
          maxLength={60}
          value={name.value}
          onInput={({ currentTarget }) => {
            name.value = currentTarget.value;
          }}
        />
        <button type="submit" class="button">
          {shellTexts.value.save}
        </button>
      </form>
    </div>
  );
}
