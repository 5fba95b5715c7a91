// What stands where the calls will be.
import { texts } from '../i18n/language.ts';
import { linkStatus } from '../live/live-board.ts';
import { Icon } from '../ui/icon.tsx';

/** `known`: whether the server has told us that there are none. */
export function EmptyCalls({ known }: { known: boolean }) {
  const { calls: t, link } = texts.value;
  const { state } = linkStatus.value;
  if (state === 'lost')
    return (
      <div class="empty">
        <p class="empty-text">{t.emptyLost}</p>
      </div>
    );
  if (!known)
    return (
      <div class="empty">
        <p class="empty-text">{link.connecting}</p>
      </div>
    );
  return (
    <div class="empty">
      <span class="empty-icon">
        <Icon name="quiet" size={26} />
      </span>
      <p class="empty-title">{t.emptyTitle}</p>
      <p class="empty-text">{t.emptyText}</p>
    </div>
  );
}
