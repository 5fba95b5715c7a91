// Short words about what was just done, in the corner; a screen reader hears them, too.
import { signal } from '@preact/signals';
import { Icon } from '../ui/icon.tsx';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly bad: boolean;
}

const SHOWN_MS = 4_500;
const toasts = signal<readonly Toast[]>([]);
let count = 0;

export function tell(text: string, { bad = false } = {}): void {
  const id = ++count;
  toasts.value = [...toasts.value, { id, text, bad }];
  setTimeout(() => {
    toasts.value = toasts.value.filter((toast) => toast.id !== id);
  }, SHOWN_MS);
}

export function Toasts() {
  return (
    <div class="toasts" role="status">
      {toasts.value.map(({ id, text, bad }) => (
        <p key={id} class={bad ? 'toast toast-bad' : 'toast'}>
          <Icon name={bad ? 'warning' : 'check'} />
          {text}
        </p>
      ))}
    </div>
  );
}
