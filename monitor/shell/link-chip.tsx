// Whether the board is live.
import { texts } from '../i18n/language.ts';
import { linkStatus } from '../live/live-board.ts';

const LOOKS = {
  live: { chip: 'chip chip-green', dot: 'dot dot-green dot-beat' },
  connecting: { chip: 'chip', dot: 'dot' },
  lost: { chip: 'chip chip-red', dot: 'dot dot-red' },
};

export function LinkChip() {
  const { state } = linkStatus.value;
  return (
    <span class={LOOKS[state].chip} role="status">
      <span class={LOOKS[state].dot} />
      {texts.value.link[state]}
    </span>
  );
}
