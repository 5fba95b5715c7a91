// Says that the board is not live, how old it is, and when we try again.
import { formatTimeOfDay } from '../format/time-of-day.ts';
import { language, texts } from '../i18n/language.ts';
import { linkStatus, localNow, retryNow } from '../live/live-board.ts';
import { Icon } from '../ui/icon.tsx';

export function ConnectionBanner() {
  const status = linkStatus.value;
  if (status.state !== 'lost') return null;
  const t = texts.value.link;
  const now = localNow.value;
  const asOf =
    status.asOf === null
      ? t.never
      : t.asOf(formatTimeOfDay(status.asOf, { language: language.value, now, seconds: true }));
  return (
    <div class="alert alert-red">
      <Icon name="warning" size={20} />
      <p class="alert-text" role="alert">
        <strong>{t.lostTitle}.</strong> {asOf}
      </p>
      <span class="alert-aside">
        {status.retryAt === null
          ? t.retrying
          : t.retryIn(Math.max(1, Math.ceil((status.retryAt - now) / 1000)))}
      </span>
      <button type="button" class="button" disabled={status.retryAt === null} onClick={retryNow}>
        {t.retryNow}
      </button>
    </div>
  );
}
