// Texts of alerts, in Russian.
import type { AlertsTexts } from '../en/alerts.ts';
import { russianCounted, russianForm } from '../plurals.ts';

export const alerts: AlertsTexts = {
  title: 'Тревоги',
  open: (n) => russianCounted(n, 'тревога', 'тревоги', 'тревог'),
  none: 'Всё в порядке.',
  since: (time) => `с ${time}`,
  severity: { warning: 'Внимание', critical: 'Срочно' },
  'pbx-down': (box, reason) => `Нет связи с ${box}${reason === '' ? '' : `: ${reason}`}`,
  'pool-short': (pool, percent, turnedAway) =>
    turnedAway > 0
      ? `Пул ${pool} исчерпан: общий номер ${russianForm(turnedAway, 'увидел', 'увидели', 'увидели')} ${russianCounted(turnedAway, 'посетитель', 'посетителя', 'посетителей')}`
      : `Пул ${pool} занят на ${percent} %`,
  'missed-callers': (callers, span) =>
    `${russianForm(callers, 'Ждёт', 'Ждут', 'Ждут')} звонка: ${russianCounted(callers, 'человек', 'человека', 'человек')}, дольше всех — ${span}`,
  'calls-drop': (now, usual) => `Мало звонков: ${now} за час, обычно ${usual}`,
  'visits-drop': (now, usual) => `Мало визитов: ${now} за час, обычно ${usual}`,
};
