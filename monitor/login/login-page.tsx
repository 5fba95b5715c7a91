// Signing in: a name, a password, and plain words when it does not work.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Texts } from '../i18n/en.ts';
import { texts } from '../i18n/language.ts';
import type { LoginAnswer } from '../session/http-api.ts';
import { signIn } from '../session/session.ts';
import { Icon } from '../ui/icon.tsx';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { Logo } from '../ui/logo.tsx';
import { ThemeSwitch } from '../ui/theme-switch.tsx';

type Refusal = Exclude<LoginAnswer, { type: 'ok' }>;

export function LoginPage({ ended }: { ended: boolean }) {
  const t = texts.value.signIn;
  const busy = useSignal(false);
  const refusal = useSignal<Refusal | null>(null);
  const shown = useSignal(false);
  const name = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const code = useRef<HTMLInputElement>(null);
  const codeWanted = useSignal(false);
  const codeSent = useSignal(false);

  useEffect(() => name.current?.focus(), []);
  useEffect(() => {
    if (codeWanted.value) code.current?.focus();
  }, [codeWanted.value]);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy.value) return;
    busy.value = true;
    const digits = codeWanted.value ? (code.current?.value ?? '').replace(/\D/g, '') : '';
    const answer = await signIn(
      name.current?.value ?? '',
      password.current?.value ?? '',
      digits === '' ? null : digits,
    );
    if (answer.type === 'ok') return;
    busy.value = false;
    codeSent.value = digits !== '';
    refusal.value = answer;
    if (answer.type === 'code-wanted') codeWanted.value = true;
    else if (answer.type === 'wrong') (codeSent.value ? code : password).current?.select();
  }

  return (
    <div class="login">
      <div class="login-switches">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <main class="login-card">
        <Logo size={36} />
        <div>
          <h1 class="login-title">{t.title}</h1>
          <p class="login-lead">{t.lead}</p>
        </div>
        <form class="login-form" onSubmit={(event) => void submit(event)}>
          <div class="login-error" role="alert">
            {refusal.value?.type === 'code-wanted' && !codeSent.value ? (
              <p class="login-notice">{t.codeWanted}</p>
            ) : refusal.value !== null ? (
              <p class="login-notice login-notice-bad">
                <Icon name="warning" />
                {explain(refusal.value, codeSent.value, t)}
              </p>
            ) : (
              ended && <p class="login-notice">{t.ended}</p>
            )}
          </div>
          <label class="field">
            <span class="field-label">{t.name}</span>
            <input
              ref={name}
              class="field-input"
              name="username"
              autocomplete="username"
              autocapitalize="none"
              spellcheck={false}
              required
              maxLength={100}
            />
          </label>
          <div class="field">
            <label class="field-label" for="password">
              {t.password}
            </label>
            <div class="field-with-button">
              <input
                ref={password}
                id="password"
                class="field-input"
                name="password"
                type={shown.value ? 'text' : 'password'}
                autocomplete="current-password"
                required
                maxLength={1000}
              />
              <button
                type="button"
                class="field-button"
                aria-label={shown.value ? t.hidePassword : t.showPassword}
                aria-pressed={shown.value}
                onClick={() => {
                  shown.value = !shown.value;
                }}
              >
                <Icon name="eye" size={18} />
              </button>
            </div>
          </div>
          {codeWanted.value && (
            <label class="field">
              <span class="field-label">{t.code}</span>
              <input
                ref={code}
                class="field-input"
                name="code"
                inputmode="numeric"
                autocomplete="one-time-code"
                maxLength={10}
              />
            </label>
          )}
          <button type="submit" class="button button-main" disabled={busy.value}>
            {busy.value ? t.submitting : t.submit}
          </button>
        </form>
      </main>
    </div>
  );
}

function explain(refusal: Refusal, codeSent: boolean, t: Texts['signIn']): string {
  switch (refusal.type) {
    case 'wrong':
    case 'code-wanted':
      return codeSent ? t.codeWrong : t.wrong;
    case 'too-many':
      return t.tooMany(
        refusal.retryAfterS === null ? null : Math.max(1, Math.ceil(refusal.retryAfterS / 60)),
      );
    case 'unreachable':
      return t.unreachable;
    case 'refused':
      return refusal.detail ?? t.unexpected(refusal.status);
  }
}
