// A user to invite, or to change.
import { useSignal } from '@preact/signals';
import type { Me } from '../../src/wire/login.ts';
import type { WireNewUser, WireUser } from '../../src/wire/user.ts';
import { type Answer, type Failure, send } from '../data/api.ts';
import { texts } from '../i18n/language.ts';
import { settingsTexts } from '../i18n/settings.ts';
import { shellTexts } from '../i18n/shell.ts';
import { Dialog } from '../ui/dialog.tsx';
import { FormEnd } from '../ui/form-end.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { ShownLink } from './shown-link.ts';

const ROLES = ['operator', 'marketer', 'admin'] as const satisfies Me['role'][];

export function UserForm({
  user,
  onClose,
  onDone,
}: {
  /** Null: a new one. */
  user: WireUser | null;
  onClose: () => void;
  onDone: (link: ShownLink | null) => void;
}) {
  const t = settingsTexts.value.users;
  const name = useSignal(user?.name ?? '');
  const role = useSignal<Me['role']>(user?.role ?? 'operator');
  const sites = useSignal((user?.sites ?? []).join(', '));
  const numbers = useSignal(user?.caller_numbers ?? true);
  const failure = useSignal<Failure | null>(null);
  const busy = useSignal(false);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const listed = sites.value
      .split(',')
      .map((site) => site.trim())
      .filter((site) => site !== '');
    const rights = {
      role: role.value,
      sites: listed.length === 0 || role.value === 'admin' ? null : listed,
      caller_numbers: numbers.value,
    };
    busy.value = true;
    const answer = user ? await change(user, rights) : await invite(rights);
    busy.value = false;
    if (answer.type === 'ok') onDone(answer.value);
    else failure.value = answer;
  }

  async function invite(rights: object): Promise<Answer<ShownLink>> {
    const answer = await send<WireNewUser>('POST', '/v1/users', { name: name.value.trim(), ...rights });
    if (answer.type !== 'ok') return answer;
    return { type: 'ok', value: { ...answer.value.invite, name: answer.value.name } };
  }

  return (
    <Dialog title={user ? t.editTitle(user.name) : t.add} onClose={onClose}>
      <form class="form" onSubmit={(event) => void submit(event)}>
        {!user && (
          <TextField
            label={t.name}
            hint={t.nameHint}
            value={name.value}
            required
            maxLength={100}
            autocomplete="off"
            onType={(text) => {
              name.value = text;
            }}
          />
        )}
        <fieldset class="choice">
          <legend class="control-label">{t.role}</legend>
          {ROLES.map((each) => (
            <label key={each} class="choice-item">
              <input
                type="radio"
                name="role"
                checked={role.value === each}
                onChange={() => {
                  role.value = each;
                }}
              />
              <span>
                <strong>{texts.value.header.roles[each]}</strong>
                <span class="table-under">{t.roleText[each]}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <TextField
          label={t.sites}
          hint={t.sitesHint}
          value={sites.value}
          disabled={role.value === 'admin'}
          onType={(text) => {
            sites.value = text;
          }}
        />
        <label class="check">
          <input
            type="checkbox"
            checked={numbers.value}
            onChange={({ currentTarget }) => {
              numbers.value = currentTarget.checked;
            }}
          />
          {t.callerNumbers}
        </label>
        <FormEnd
          failure={failure.value}
          action={user ? shellTexts.value.save : t.invite}
          disabled={busy.value}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

async function change(user: WireUser, rights: object): Promise<Answer<null>> {
  const answer = await send('PATCH', `/v1/users/${encodeURIComponent(user.name)}`, rights);
  return answer.type === 'ok' ? { type: 'ok', value: null } : answer;
}
