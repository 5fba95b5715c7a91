// One's own account: password, the second step of signing in, signing out everywhere.
import { useSignal } from '@preact/signals';
import type { Me } from '../../src/wire/login.ts';
import { send } from '../data/api.ts';
import { texts } from '../i18n/language.ts';
import { settingsTexts } from '../i18n/settings.ts';
import { shellTexts } from '../i18n/shell.ts';
import { forgetSession } from '../session/session.ts';
import { tell } from '../shell/toasts.tsx';
import { failureLine } from '../ui/explain-failure.ts';
import { Page } from '../ui/page.tsx';
import { PasswordForm } from './password-form.tsx';
import './settings.css';
import { SettingsTabs } from './settings-tabs.tsx';
import { TotpPanel } from './totp-panel.tsx';

export function AccountPage({ me }: { me: Me }) {
  const t = settingsTexts.value.account;
  const busy = useSignal(false);

  async function leaveEverywhere(): Promise<void> {
    busy.value = true;
    const answer = await send('POST', '/v1/logout-everywhere');
    busy.value = false;
    if (answer.type === 'ok') forgetSession();
    else tell(failureLine(answer), { bad: true });
  }

  return (
    <Page
      title={shellTexts.value.screens.account}
      note={
        <>
          <bdi>{me.name}</bdi> · {texts.value.header.roles[me.role]}
        </>
      }
    >
      <SettingsTabs me={me} />
      <div class="account">
        <PasswordForm me={me} />
        <TotpPanel me={me} />
        <section class="panel" aria-labelledby="everywhere-title">
          <div class="panel-head">
            <h2 class="panel-title" id="everywhere-title">
              {t.everywhere}
            </h2>
          </div>
          <div class="panel-body form">
            <p class="panel-note">{t.everywhereText}</p>
            <div>
              <button
                type="button"
                class="button button-danger"
                disabled={busy.value}
                onClick={() => void leaveEverywhere()}
              >
                {t.everywhere}
              </button>
            </div>
          </div>
        </section>
      </div>
    </Page>
  );
}
