// What advertising cost: entered by hand or imported, latest days first.
import { useSignal } from '@preact/signals';
import type { WireSpend, WireSpendList } from '../../src/wire/spend.ts';
import { namedSource } from '../call/source-name.ts';
import { send } from '../data/api.ts';
import { useAnswer } from '../data/use-answer.ts';
import { formatMoney } from '../format/figure.ts';
import { cleanText } from '../format/visitor-text.ts';
import { language } from '../i18n/language.ts';
import { shellTexts } from '../i18n/shell.ts';
import { spendTexts } from '../i18n/spend.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { formatDays } from './format-days.ts';
import './spend.css';
import { Unanswered } from '../ui/unanswered.tsx';
import { SpendForm } from './spend-form.tsx';
import { SpendImport } from './spend-import.tsx';

export function SpendPage() {
  const t = spendTexts.value;
  const { value, failure, reload } = useAnswer<WireSpendList>('/v1/spend');
  const doing = useSignal<'add' | 'import' | null>(null);
  const removing = useSignal<WireSpend | null>(null);
  const lang = language.value;
  const done = () => {
    doing.value = null;
    removing.value = null;
    reload();
  };
  const close = () => {
    doing.value = null;
    removing.value = null;
  };
  return (
    <Page
      title={t.title}
      note={t.lead}
      actions={
        <>
          <button
            type="button"
            class="button"
            onClick={() => {
              doing.value = 'import';
            }}
          >
            <Icon name="upload" />
            {t.import}
          </button>
          <button
            type="button"
            class="button button-primary"
            onClick={() => {
              doing.value = 'add';
            }}
          >
            <Icon name="plus" />
            {t.add}
          </button>
        </>
      }
    >
      {value === null ? (
        <Unanswered failure={failure} retry={reload} rows={6} />
      ) : value.spend.length === 0 ? (
        <div class="panel">
          <Notice icon="wallet" title={t.emptyTitle} text={t.empty} />
        </div>
      ) : (
        <div class="panel">
          <div class="table-scroll">
            <table class="table spend">
              <thead>
                <tr>
                  <th>{t.days}</th>
                  <th>{t.source}</th>
                  <th>{t.medium}</th>
                  <th>{t.campaign}</th>
                  <th>{t.site}</th>
                  <th class="num">{t.amount}</th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {value.spend.map((entry) => (
                  <tr key={entry.id}>
                    <td class="spend-days">{formatDays(entry.from, entry.to, lang)}</td>
                    <td class="table-strong">
                      <bdi>{namedSource(entry.source)}</bdi>
                    </td>
                    {[entry.medium, entry.campaign, entry.site].map((part, at) => (
                      <td key={['medium', 'campaign', 'site'][at]} class={part === null ? 'table-none' : ''}>
                        <bdi>{part === null ? t.all : cleanText(part)}</bdi>
                      </td>
                    ))}
                    <td class="num table-strong">{formatMoney(entry.amount, lang)}</td>
                    <td class="num">
                      <button
                        type="button"
                        class="icon-button"
                        aria-label={t.remove(`${entry.source}, ${formatDays(entry.from, entry.to, lang)}`)}
                        onClick={() => {
                          removing.value = entry;
                        }}
                      >
                        <Icon name="close" size={14} />
                      </button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {value.more > 0 && <p class="panel-note spend-more">{t.more(value.more)}</p>}
        </div>
      )}
      {doing.value === 'add' && <SpendForm onDone={done} onClose={close} />}
      {doing.value === 'import' && <SpendImport onDone={done} onClose={close} />}
      {removing.value && (
        <ConfirmDialog
          title={t.removeTitle}
          text={t.removeText}
          action={shellTexts.value.remove}
          run={() => send('DELETE', `/v1/spend/${encodeURIComponent(removing.value?.id ?? '')}`)}
          onDone={done}
          onClose={close}
        />
      )}
    </Page>
  );
}
