// Choosing another password.
import { useSignal } from '@preact/signals';
import type { Me } from '../../src/wire/login.ts';
import { type Failure, send } from '../data/api.ts';
import { settingsTexts } from '../i18n/settings.ts';
import { SHORTEST_PASSWORD } from '../session/shortest-password.ts';
import { tell } from '../shell/toasts.tsx';
import { failureLine } from '../ui/explain-failure.ts';
import { TextField } from '../ui/text-field.tsx';

export function PasswordForm({ me }: { me: Me }) {
  const t = settingsTexts.value.account;
  const old = useSignal('');
  const wanted = useSignal('');
  const again = useSignal('');
  const failure = useSignal<Failure | null>(null);
  const busy = useSignal(false);
  const differ = again.value !== '' && again.value !== wanted.value;

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (wanted.value !== again.value) return;
    busy.value = true;
    const answer = await send('PUT', '/v1/me/password', { old: old.value, new: wanted.value });
    busy.value = false;
    failure.value = answer.type === 'ok' ? null : answer;
    if (answer.type !== 'ok') return;
    old.value = wanted.value = again.value = '';
    tell(t.changed);
  }

  return (
    <section class="panel" aria-labelledby="password-title">
      <div class="panel-head">
        <h2 class="panel-title" id="password-title">
          {t.password}
        </h2>
      </div>
      {me.from_config ? (
        <p class="panel-body panel-note">{t.passwordFromConfig}</p>
      ) : (
        <form class="panel-body form" onSubmit={(event) => void submit(event)}>
          <TextField
            label={t.old}
            type="password"
            autocomplete="current-password"
            required
            maxLength={1000}
            value={old.value}
            onType={(text) => {
              old.value = text;
            }}
          />
          <TextField
            label={t.new}
            hint={t.shortest(SHORTEST_PASSWORD)}
            type="password"
            autocomplete="new-password"
            required
            minLength={SHORTEST_PASSWORD}
            maxLength={1000}
            value={wanted.value}
            onType={(text) => {
              wanted.value = text;
            }}
          />
          <TextField
            label={t.again}
            hint={differ ? t.differ : undefined}
            type="password"
            autocomplete="new-password"
            required
            maxLength={1000}
            aria-invalid={differ}
            value={again.value}
            onType={(text) => {
              again.value = text;
            }}
          />
          <p class="form-error" role="alert">
            {failure.value && (isWrong(failure.value) ? t.wrong : failureLine(failure.value))}
          </p>
          <div>
            <button type="submit" class="button button-primary" disabled={busy.value || differ}>
              {t.change}
            </button>
          </div>
        </form>
      )}
    </section>
  );
}

function isWrong(failure: Failure): boolean {
  return failure.type === 'refused' && failure.problem?.type === 'urn:leaseline:wrong-password';
}
