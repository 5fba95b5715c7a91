// Texts of the missed callers, in Russian.
import type { MissedTexts } from '../en/missed.ts';
import { russianCounted } from '../plurals.ts';

export const missed: MissedTexts = {
  title: 'Пропущенные',
  lead: 'По строке на человека, пока с ним не поговорили.',
  states: {
    open: 'Перезвонить',
    'called-back': 'Перезвонили',
    'reached-us': 'Дозвонились сами',
    all: 'Все',
  },
  stateText: {
    open: 'С ним ещё никто не говорил',
    'called-back': 'Мы позвонили, и нам ответили',
    'reached-us': 'Позвонил снова, и ему ответили',
  },
  caller: 'Кто звонил',
  last: 'Последний звонок',
  times: 'Пропущено',
  timesOf: (n) => russianCounted(n, 'раз', 'раза', 'раз'),
  source: 'Источник',
  waited: 'Ждал',
  result: 'Итог',
  tries: (n) => `${russianCounted(n, 'попытка', 'попытки', 'попыток')} перезвонить без ответа`,
  after: (span) => `через ${span}`,
  ago: (span) => `${span} назад`,
  call: 'Позвонить',
  openCall: 'Пропущенный звонок',
  median: (span) => `Перезваниваем через ${span} (медиана)`,
  emptyTitle: 'Никто не ждёт',
  empty: 'Со всеми, кто звонил в эти дни, уже поговорили.',
  emptyOther: 'За эти дни таких нет.',
};
