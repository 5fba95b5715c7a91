// Which screen is shown: by who is signed in.
import { texts } from './i18n/language.ts';
import { LoginPage } from './login/login-page.tsx';
import { route } from './router/router.ts';
import { resumeSession, session } from './session/session.ts';
import { SetupGate } from './setup/setup-gate.tsx';
import { AppShell } from './shell/app-shell.tsx';
import { ErrorBoundary } from './ui/error-boundary.tsx';

export function App() {
  return (
    <ErrorBoundary>
      <Screen />
    </ErrorBoundary>
  );
}

function Screen() {
  const current = session.value;
  // Whoever follows an invitation has no account to sign in to yet.
  const { screen } = route.value;
  if (screen === 'setup' || screen === 'invite') return <SetupGate />;
  switch (current.state) {
    case 'loading':
      return null;
    case 'unreachable':
      return (
        <main class="notice-page" role="alert">
          <p class="notice-text">{texts.value.signIn.unreachable}</p>
          <button type="button" class="button" onClick={() => void resumeSession()}>
            {texts.value.link.retryNow}
          </button>
        </main>
      );
    case 'signed-out':
      return <LoginPage ended={current.ended} />;
    case 'signed-in':
      return <AppShell me={current.me} />;
  }
}
