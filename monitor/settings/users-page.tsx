// Who may sign in, as what, and which sites they see.
import { useSignal } from '@preact/signals';
import type { Me } from '../../src/wire/login.ts';
import type { WireUser } from '../../src/wire/user.ts';
import { useAnswer } from '../data/use-answer.ts';
import { formatTimeOfDay } from '../format/time-of-day.ts';
import { language } from '../i18n/language.ts';
import { settingsTexts } from '../i18n/settings.ts';
import { shellTexts } from '../i18n/shell.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { Page } from '../ui/page.tsx';
import { SecretBox } from './secret-box.tsx';
import './settings.css';
import { Unanswered } from '../ui/unanswered.tsx';
import { SettingsTabs } from './settings-tabs.tsx';
import type { ShownLink } from './shown-link.ts';
import { UserForm } from './user-form.tsx';
import { UserRow } from './user-row.tsx';

export function UsersPage({ me }: { me: Me }) {
  const t = settingsTexts.value.users;
  const { value, failure, reload } = useAnswer<{ users: WireUser[] }>('/v1/users');
  const adding = useSignal(false);
  const editing = useSignal<WireUser | null>(null);
  const link = useSignal<ShownLink | null>(null);
  return (
    <Page
      title={shellTexts.value.screens.users}
      note={t.lead}
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
        <Unanswered failure={failure} retry={reload} rows={4} />
      ) : (
        <div class="panel">
          <div class="table-scroll">
            <table class="table users">
              <thead>
                <tr>
                  <th>{t.name}</th>
                  <th>{t.role}</th>
                  <th>{t.sites}</th>
                  <th>{t.totp}</th>
                  <th>{t.lastSeen}</th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {value.users.map((user) => (
                  <UserRow
                    key={user.name}
                    user={user}
                    me={me}
                    reload={reload}
                    onEdit={() => {
                      editing.value = user;
                    }}
                    onLink={(made) => {
                      link.value = made;
                    }}
                  />
                ))}
              </tbody>
            </table>
          </div>
        </div>
      )}
      {(adding.value || editing.value) && (
        <UserForm
          user={editing.value}
          onClose={() => {
            adding.value = false;
            editing.value = null;
          }}
          onDone={(made) => {
            adding.value = false;
            editing.value = null;
            link.value = made;
            reload();
          }}
        />
      )}
      {link.value && (
        <Dialog
          title={t.linkTitle}
          onClose={() => {
            link.value = null;
          }}
        >
          <p>
            {t.linkText(
              link.value.name,
              formatTimeOfDay(Date.parse(link.value.expires_at), {
                language: language.value,
                now: Date.now(),
              }),
            )}
          </p>
          <SecretBox secret={link.value.link} label={t.linkTitle} />
        </Dialog>
      )}
    </Page>
  );
}
