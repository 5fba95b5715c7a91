// Entry: styles, then the app into the empty page.
import './styles/tokens.css';
import './styles/base.css';
import './styles/components.css';
import { render } from 'preact';
import { App } from './app.tsx';
import { resumeSession } from './session/session.ts';
import { keepPageTitle } from './shell/page-title.ts';

const root = document.getElementById('app');
if (root) render(<App />, root);
keepPageTitle();
void resumeSession();
