// The second step of signing in: turning it on with an authenticator app, and off again (RFC 6238).
import { useSignal } from '@preact/signals';
import type { Me } from '../../src/wire/login.ts';
import type { WireNewTotp } from '../../src/wire/user.ts';
import { type Failure, send } from '../data/api.ts';
import { settingsTexts } from '../i18n/settings.ts';
import { failureLine } from '../ui/explain-failure.ts';
import { TextField } from '../ui/text-field.tsx';
import { QrCode } from './qr-code.tsx';

export function TotpPanel({ me }: { me: Me }) {
  const t = settingsTexts.value.account;
  const on = useSignal(me.totp ?? false);
  /** What is being confirmed: the new secret, or turning off. */
  const step = useSignal<WireNewTotp | 'off' | null>(null);
  const code = useSignal('');
  const failure = useSignal<Failure | null>(null);

  async function begin(): Promise<void> {
    code.value = '';
    failure.value = null;
    if (on.value) {
      step.value = 'off';
      return;
    }
    const answer = await send<WireNewTotp>('POST', '/v1/me/totp');
    if (answer.type === 'ok') step.value = answer.value;
    else failure.value = answer;
  }

  async function confirm(event: Event): Promise<void> {
    event.preventDefault();
    const answer = await send(on.value ? 'DELETE' : 'PUT', '/v1/me/totp', { code: code.value });
    failure.value = answer.type === 'ok' ? null : answer;
    if (answer.type !== 'ok') return;
    on.value = !on.value;
    step.value = null;
  }

  const pending = step.value;
  return (
    <section class="panel" aria-labelledby="totp-title">
      <div class="panel-head">
        <h2 class="panel-title" id="totp-title">
          {t.totp}
        </h2>
        <span class={on.value ? 'chip chip-green' : 'chip'}>{on.value ? t.totpOn : t.totpOff}</span>
      </div>
      <div class="panel-body form">
        <p class="panel-note">{t.totpText}</p>
        {pending === null ? (
          <div>
            <button type="button" class="button" onClick={() => void begin()}>
              {on.value ? t.turnOff : t.turnOn}
            </button>
          </div>
        ) : (
          <form class="form" onSubmit={(event) => void confirm(event)}>
            {pending !== 'off' && (
              <>
                <p>{t.scan}</p>
                <QrCode text={pending.otpauth_url} label={t.qr} />
                <p class="totp-secret">{pending.secret.replace(/(.{4})(?=.)/g, '$1 ')}</p>
              </>
            )}
            <TextField
              label={t.code}
              value={code.value}
              inputmode="numeric"
              autocomplete="one-time-code"
              required
              maxLength={10}
              onType={(text) => {
                code.value = text;
              }}
            />
            <div>
              <button type="submit" class="button button-primary">
                {pending === 'off' ? t.turnOff : t.confirm}
              </button>
            </div>
          </form>
        )}
        <p class="form-error" role="alert">
          {failure.value && (isWrongCode(failure.value) ? t.wrongCode : failureLine(failure.value))}
        </p>
      </div>
    </section>
  );
}

function isWrongCode(failure: Failure): boolean {
  if (failure.type !== 'refused') return false;
  const faults = failure.problem?.errors ?? [];
  return failure.problem?.type === 'urn:leaseline:wrong-code' || faults.some(({ path }) => path === 'code');
}
