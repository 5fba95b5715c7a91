// One's own API tokens: what each may do, when it was last used; a new one's secret is shown once.
import { useSignal } from '@preact/signals';
import type { Me } from '../../src/wire/login.ts';
import type { WireToken } from '../../src/wire/user.ts';
import { send } from '../data/api.ts';
import { useAnswer } from '../data/use-answer.ts';
import { formatTimeOfDay } from '../format/time-of-day.ts';
import { cleanText } from '../format/visitor-text.ts';
import { language } from '../i18n/language.ts';
import { settingsTexts } from '../i18n/settings.ts';
import { shellTexts } from '../i18n/shell.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { SecretBox } from './secret-box.tsx';
import './settings.css';
import { Unanswered } from '../ui/unanswered.tsx';
import { SettingsTabs } from './settings-tabs.tsx';
import { TokenForm } from './token-form.tsx';

export function TokensPage({ me }: { me: Me }) {
  const t = settingsTexts.value.tokens;
  const { value, failure, reload } = useAnswer<{ tokens: WireToken[] }>('/v1/tokens');
  const adding = useSignal(false);
  const secret = useSignal<string | null>(null);
  const removing = useSignal<WireToken | null>(null);
  const time = (at: string | null, otherwise: string) =>
    at === null ? otherwise : formatTimeOfDay(Date.parse(at), { language: language.value, now: Date.now() });
  const others = value?.tokens.some(({ owner }) => owner !== me.name);
  return (
    <Page
      title={shellTexts.value.screens.tokens}
      actions={
        <button
          type="button"
          class="button button-primary"
          onClick={() => {
            adding.value = true;
          }}
        >
          <Icon name="plus" />
          {t.add}
        </button>
      }
    >
      <SettingsTabs me={me} />
      {value === null ? (
        <Unanswered failure={failure} retry={reload} rows={3} />
      ) : value.tokens.length === 0 ? (
        <div class="panel">
          <Notice icon="key" title={t.emptyTitle} text={t.lead} />
        </div>
      ) : (
        <div class="panel">
          <div class="table-scroll">
            <table class="table">
              <thead>
                <tr>
                  <th>{t.name}</th>
                  {others && <th>{t.owner}</th>}
                  <th>{t.scopes}</th>
                  <th>{t.created}</th>
                  <th>{t.lastUsed}</th>
                  <th>{t.expires}</th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {value.tokens.map((token) => (
                  <tr key={token.id}>
                    <td class="table-strong">
                      <bdi>{cleanText(token.name)}</bdi>
                    </td>
                    {others && (
                      <td>
                        <bdi>{cleanText(token.owner)}</bdi>
                      </td>
                    )}
                    <td>{token.scopes.map((scope) => t.scope[scope]).join(', ')}</td>
                    <td>{time(token.created_at, '')}</td>
                    <td>{time(token.last_used_at, t.never)}</td>
                    <td>{time(token.expires_at, t.expiry.never)}</td>
                    <td class="row-actions">
                      <button
                        type="button"
                        class="link-button link-danger"
                        aria-label={t.remove(token.name)}
                        onClick={() => {
                          removing.value = token;
                        }}
                      >
                        {shellTexts.value.remove}
                      </button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </div>
      )}
      {adding.value && (
        <TokenForm
          me={me}
          onClose={() => {
            adding.value = false;
          }}
          onMade={(made) => {
            adding.value = false;
            secret.value = made;
            reload();
          }}
        />
      )}
      {secret.value !== null && (
        <Dialog
          title={t.secretTitle}
          onClose={() => {
            secret.value = null;
          }}
        >
          <p>{t.secretText}</p>
          <SecretBox secret={secret.value} label={t.secretTitle} />
        </Dialog>
      )}
      {removing.value && (
        <ConfirmDialog
          title={t.removeTitle(removing.value.name)}
          text={t.removeText}
          action={shellTexts.value.remove}
          run={() => send('DELETE', `/v1/tokens/${encodeURIComponent(removing.value?.id ?? '')}`)}
          onDone={() => {
            removing.value = null;
            reload();
          }}
          onClose={() => {
            removing.value = null;
          }}
        />
      )}
    </Page>
  );
}
