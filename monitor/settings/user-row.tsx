// One user: what they may, when they were here, and what an administrator can do about it.
import { useSignal } from '@preact/signals';
import type { Me } from '../../src/wire/login.ts';
import type { WireOneTimeLink, WireUser } from '../../src/wire/user.ts';
import { type Answer, send } from '../data/api.ts';
import { formatTimeOfDay } from '../format/time-of-day.ts';
import { cleanText } from '../format/visitor-text.ts';
import { language, texts } from '../i18n/language.ts';
import { settingsTexts } from '../i18n/settings.ts';
import { shellTexts } from '../i18n/shell.ts';
import { tell } from '../shell/toasts.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { failureLine } from '../ui/explain-failure.ts';
import { Icon } from '../ui/icon.tsx';
import type { ShownLink } from './shown-link.ts';

export function UserRow({
  user,
  me,
  reload,
  onEdit,
  onLink,
}: {
  user: WireUser;
  me: Me;
  reload: () => void;
  onEdit: () => void;
  onLink: (link: ShownLink) => void;
}) {
  const t = settingsTexts.value.users;
  const removing = useSignal(false);
  const path = `/v1/users/${encodeURIComponent(user.name)}`;
  const own = user.name === me.name;

  async function act<T>(asked: Promise<Answer<T>>): Promise<T | null> {
    const answer = await asked;
    if (answer.type === 'ok') {
      reload();
      return answer.value;
    }
    tell(failureLine(answer), { bad: true });
    return null;
  }

  const makeLink = async () => {
    const made = await act(send<WireOneTimeLink>('POST', `${path}/link`));
    if (made) onLink({ ...made, name: user.name });
  };

  return (
    <tr class={user.disabled ? 'user-off' : undefined}>
      <td>
        <span class="user-cell">
          <span class="user-initial user-initial-small" aria-hidden="true">
            {[...user.name][0]?.toUpperCase()}
          </span>
          <bdi class="table-strong">{cleanText(user.name)}</bdi>
          {user.from_config && (
            <span class="chip" title={t.fromConfigText}>
              {t.fromConfig}
            </span>
          )}
          {user.disabled && <span class="chip">{t.disabled}</span>}
          {user.invited && <span class="chip chip-amber">{t.invited}</span>}
        </span>
      </td>
      <td>{texts.value.header.roles[user.role]}</td>
      <td>
        {user.sites === null ? t.allSites : user.sites.map(cleanText).join(', ')}
        {!user.caller_numbers && <span class="table-under">{t.numbersHidden}</span>}
      </td>
      <td>{user.totp ? <Icon name="check" /> : null}</td>
      <td>
        {user.last_seen_at === null
          ? t.never
          : formatTimeOfDay(Date.parse(user.last_seen_at), { language: language.value, now: Date.now() })}
        {user.sessions > 0 && <span class="table-under">{t.sessions(user.sessions)}</span>}
      </td>
      <td class="row-actions">
        {user.sessions > 0 && !own && (
          <button
            type="button"
            class="link-button"
            onClick={() => void act(send('DELETE', `${path}/sessions`))}
          >
            {t.endSessions}
          </button>
        )}
        {!user.from_config && (
          <>
            <button type="button" class="link-button" onClick={onEdit}>
              {t.edit}
            </button>
            <button type="button" class="link-button" title={t.newLinkText} onClick={() => void makeLink()}>
              {t.newLink}
            </button>
            {!own && (
              <>
                <button
                  type="button"
                  class="link-button"
                  onClick={() => void act(send('PATCH', path, { disabled: !user.disabled }))}
                >
                  {user.disabled ? t.enable : t.disable}
                </button>
                <button
                  type="button"
                  class="link-button link-danger"
                  onClick={() => {
                    removing.value = true;
                  }}
                >
                  {t.remove}
                </button>
              </>
            )}
          </>
        )}
        {removing.value && (
          <ConfirmDialog
            title={t.removeTitle(user.name)}
            text={t.removeText}
            action={shellTexts.value.remove}
            run={() => send('DELETE', path)}
            onDone={() => {
              removing.value = false;
              reload();
            }}
            onClose={() => {
              removing.value = false;
            }}
          />
        )}
      </td>
    </tr>
  );
}
