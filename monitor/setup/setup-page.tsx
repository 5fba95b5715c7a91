// For who follows a one-time link: the first administrator, somebody invited, somebody who needs a new password.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Me } from '../../src/wire/login.ts';
import type { WireInvitation } from '../../src/wire/user.ts';
import { type Answer, type Failure, send } from '../data/api.ts';
import { setupTexts } from '../i18n/setup.ts';
import { pathOf } from '../router/route.ts';
import { navigate } from '../router/router.ts';
import { enterSession } from '../session/session.ts';
import { SHORTEST_PASSWORD } from '../session/shortest-password.ts';
import { explainFailure, failureLine } from '../ui/explain-failure.ts';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { Logo } from '../ui/logo.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ThemeSwitch } from '../ui/theme-switch.tsx';

/** Behind the `#`, which no server log sees. */
const token = location.hash.slice(1);

export function SetupPage() {
  const t = setupTexts.value;
  const invitation = useSignal<Answer<WireInvitation> | null>(null);

  useEffect(() => {
    // Nobody who looks over a shoulder, or at the history, needs it.
    history.replaceState(null, '', location.pathname);
    void send<WireInvitation>('POST', '/v1/invites/look', { token }).then((answer) => {
      invitation.value = answer;
    });
  }, []);

  const answer = invitation.value;
  return (
    <div class="login">
      <div class="login-switches">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <main class="login-card">
        <Logo size={36} />
        {answer?.type === 'ok' && <Form invitation={answer.value} />}
        {answer !== null && answer.type !== 'ok' && (
          <div role="alert">
            <h1 class="login-title">{isGone(answer) ? t.gone.title : explainFailure(answer).title}</h1>
            <p class="login-lead">{isGone(answer) ? t.gone.text : explainFailure(answer).text}</p>
            <p class="login-lead">
              <a href={pathOf('board')}>{t.toSignIn}</a>
            </p>
          </div>
        )}
      </main>
    </div>
  );
}

function Form({ invitation }: { invitation: WireInvitation }) {
  const t = setupTexts.value;
  const name = useSignal('');
  const password = useSignal('');
  const again = useSignal('');
  const failure = useSignal<Failure | null>(null);
  const busy = useSignal(false);
  const first = invitation.purpose === 'setup';
  const differ = again.value !== '' && again.value !== password.value;

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (password.value !== again.value) return;
    busy.value = true;
    const chosen = { token, password: password.value };
    const answer = first
      ? await send<Me>('POST', '/v1/setup', { ...chosen, name: name.value.trim() })
      : await send<Me>('POST', '/v1/invites', chosen);
    busy.value = false;
    if (answer.type !== 'ok') {
      failure.value = answer;
      return;
    }
    enterSession(answer.value);
    navigate(pathOf('board'), { replace: true });
  }

  return (
    <>
      <div>
        <h1 class="login-title">{t.titles[invitation.purpose]}</h1>
        <p class="login-lead">{first ? t.leads.setup : t.leads.invite(invitation.name ?? '')}</p>
      </div>
      <form class="login-form" onSubmit={(event) => void submit(event)}>
        {first && (
          <TextField
            label={t.name}
            value={name.value}
            name="username"
            autocomplete="username"
            autocapitalize="none"
            required
            maxLength={100}
            onType={(text) => {
              name.value = text;
            }}
          />
        )}
        <TextField
          label={t.password}
          hint={t.shortest(SHORTEST_PASSWORD)}
          value={password.value}
          type="password"
          autocomplete="new-password"
          required
          minLength={SHORTEST_PASSWORD}
          maxLength={1000}
          onType={(text) => {
            password.value = text;
          }}
        />
        <TextField
          label={t.again}
          hint={differ ? t.differ : undefined}
          value={again.value}
          type="password"
          autocomplete="new-password"
          required
          maxLength={1000}
          aria-invalid={differ}
          onType={(text) => {
            again.value = text;
          }}
        />
        <p class="form-error" role="alert">
          {failure.value && (isGone(failure.value) ? t.gone.title : failureLine(failure.value))}
        </p>
        <button type="submit" class="button button-main" disabled={busy.value || differ}>
          {busy.value ? t.submitting : t.submit}
        </button>
      </form>
    </>
  );
}

function isGone(failure: Failure): boolean {
  return failure.type === 'refused' && failure.status === 410;
}
