// A clock that runs from a moment of a call, by the server's time.
import { useComputed, useSignal } from '@preact/signals';
import { formatDuration } from '../format/duration.ts';
import { serverNow } from '../live/live-board.ts';

export function CallClock({ since }: { since: string }) {
  const start = useSignal(since);
  start.value = since;
  // Rendered as a signal: each second changes one text node and no component.
  const text = useComputed(() => formatDuration((serverNow.value - Date.parse(start.value)) / 1000));
  return <time class="clock">{text}</time>;
}
