// A new API token: what it is for, what it may do, until when.
import { useSignal } from '@preact/signals';
import type { Me } from '../../src/wire/login.ts';
import type { TokenScope, WireNewToken } from '../../src/wire/user.ts';
import { type Failure, send } from '../data/api.ts';
import { settingsTexts } from '../i18n/settings.ts';
import { Dialog } from '../ui/dialog.tsx';
import { FormEnd } from '../ui/form-end.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';

const SCOPES: readonly { scope: TokenScope; roles: readonly Me['role'][] }[] = [
  { scope: 'calls:read', roles: ['admin', 'marketer', 'operator'] },
  { scope: 'calls:write', roles: ['admin', 'marketer', 'operator'] },
  { scope: 'live:read', roles: ['admin', 'marketer', 'operator'] },
  { scope: 'reports:read', roles: ['admin', 'marketer'] },
  { scope: 'metrics:read', roles: ['admin'] },
];

const DAY_MS = 86_400_000;
const EXPIRIES = { never: null, month: 30 * DAY_MS, year: 365 * DAY_MS };
type Expiry = keyof typeof EXPIRIES;

export function TokenForm({
  me,
  onClose,
  onMade,
}: {
  me: Me;
  onClose: () => void;
  onMade: (secret: string) => void;
}) {
  const t = settingsTexts.value.tokens;
  const name = useSignal('');
  const scopes = useSignal<readonly TokenScope[]>(['calls:read']);
  const expiry = useSignal<Expiry>('year');
  const failure = useSignal<Failure | null>(null);
  const busy = useSignal(false);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const lasts = EXPIRIES[expiry.value];
    busy.value = true;
    const answer = await send<WireNewToken>('POST', '/v1/tokens', {
      name: name.value.trim(),
      scopes: scopes.value,
      expires_at: lasts === null ? null : new Date(Date.now() + lasts).toISOString(),
    });
    busy.value = false;
    if (answer.type === 'ok') onMade(answer.value.token);
    else failure.value = answer;
  }

  return (
    <Dialog title={t.add} onClose={onClose}>
      <form class="form" onSubmit={(event) => void submit(event)}>
        <p class="panel-note">{t.lead}</p>
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
        <fieldset class="choice">
          <legend class="control-label">{t.scopes}</legend>
          {SCOPES.filter(({ roles }) => roles.includes(me.role)).map(({ scope }) => (
            <label key={scope} class="check">
              <input
                type="checkbox"
                checked={scopes.value.includes(scope)}
                onChange={({ currentTarget }) => {
                  scopes.value = currentTarget.checked
                    ? [...scopes.value, scope]
                    : scopes.value.filter((other) => other !== scope);
                }}
              />
              {t.scope[scope]}
            </label>
          ))}
        </fieldset>
        <Select
          label={t.expires}
          value={expiry.value}
          choices={(['month', 'year', 'never'] as const).map((value) => ({ value, name: t.expiry[value] }))}
          onChoose={(value) => {
            expiry.value = value;
          }}
        />
        <FormEnd
          failure={failure.value}
          action={t.make}
          disabled={busy.value || scopes.value.length === 0}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}
