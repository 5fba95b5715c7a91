// What should be looked at now: a bell with their number, and a list under it.
import { formatTimeOfDay } from '../format/time-of-day.ts';
import { alertsTexts } from '../i18n/alerts.ts';
import { language } from '../i18n/language.ts';
import { board } from '../live/live-board.ts';
import { Icon } from '../ui/icon.tsx';
import { usePopover } from '../ui/use-popover.ts';
import { alertText } from './alert-text.ts';

export function AlertBell() {
  const t = alertsTexts.value;
  const { open, root, button } = usePopover();
  const alerts = board.value?.alerts ?? [];
  const critical = alerts.some(({ severity }) => severity === 'critical');
  return (
    <div class="popover" ref={root}>
      <button
        ref={button}
        type="button"
        class="icon-button bell"
        aria-label={alerts.length === 0 ? t.title : t.open(alerts.length)}
        aria-expanded={open.value}
        aria-controls="alerts"
        onClick={() => {
          open.value = !open.value;
        }}
      >
        <Icon name="bell" size={20} />
        {alerts.length > 0 && (
          <span class={critical ? 'bell-count bell-critical' : 'bell-count'} aria-hidden="true">
            {alerts.length}
          </span>
        )}
      </button>
      <section class="popover-panel alerts" id="alerts" aria-label={t.title} hidden={!open.value}>
        {alerts.length === 0 ? (
          <p class="alerts-none">{t.none}</p>
        ) : (
          <ul>
            {alerts.map((alert) => (
              <li key={alert.id} class="alerts-item">
                <span class={alert.severity === 'critical' ? 'chip chip-red' : 'chip chip-amber'}>
                  {t.severity[alert.severity]}
                </span>
                <p>{alertText(alert)}</p>
                <p class="panel-note">
                  {t.since(
                    formatTimeOfDay(Date.parse(alert.at), { language: language.value, now: Date.now() }),
                  )}
                </p>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}
