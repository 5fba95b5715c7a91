// The title of the browser's tab: how many calls ring, the screen, the product.
import { effect } from '@preact/signals';
import { shellTexts } from '../i18n/shell.ts';
import { ringingCount } from '../live/board-state.ts';
import { board, linkStatus } from '../live/live-board.ts';
import { route } from '../router/router.ts';

export function keepPageTitle(): void {
  effect(() => {
    const ringing = board.value !== null && linkStatus.value.state === 'live' ? ringingCount(board.value) : 0;
    const { screen } = route.value;
    const name = screen === 'board' ? 'Leaseline' : `${shellTexts.value.screens[screen]} · Leaseline`;
    document.title = ringing > 0 ? `(${ringing}) ${name}` : name;
  });
}
