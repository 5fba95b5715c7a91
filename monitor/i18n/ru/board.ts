// Texts of what the board can do besides showing calls, and of the wallboard, in Russian.
import type { BoardTexts } from '../en/board.ts';
import { russianCounted } from '../plurals.ts';

export const board: BoardTexts = {
  mine: 'Мои звонки',
  mineOf: (extension) => `Звонки: ${extension}`,
  extension: 'Мой внутренний номер или имя',
  extensionHint: 'Так, как рядом с отвеченными звонками: 101, Анна',
  only: 'Показывать только мои звонки',
  onlyText: 'Звонки, которые ещё никто не взял, видны всем.',
  notify: 'Сообщать, когда звонят',
  notifyText: 'Уведомление на этом компьютере, даже если впереди другое окно.',
  notifyDenied: 'Браузер запрещает уведомления с этой страницы. Разрешите их в значке замка рядом с адресом.',
  earlier: 'Прежние звонки',
  earlierNone: 'Записей нет.',
  earlierFailed: 'Не удалось загрузить.',
  emptyMine: (extension) => `Сейчас нет звонков, которые взял ${extension}.`,
  showAll: 'Показать все',
  visitors: {
    title: 'Сейчас на сайтах',
    count: (n) => russianCounted(n, 'посетитель', 'посетителя', 'посетителей'),
    more: (n) => `и ещё ${n}`,
    called: (time) => `звонил ${time}`,
    returned: (source, page) => `Звонивший снова на сайте (${source}): ${page}`,
  },
  wall: {
    ringing: 'Звонят',
    talking: 'Говорят',
    longest: 'Дольше всех ждёт',
    answered: 'Отвечено сегодня',
    missed: 'Пропущено сегодня',
    open: 'Перезвонить',
    ofCalls: (n) => `из ${russianCounted(n, 'звонка', 'звонков', 'звонков')}`,
    pools: 'Пулы номеров',
    pbxs: 'Asterisk',
    fullScreen: 'На весь экран',
    leave: 'К звонкам',
    noLink: 'нет связи',
  },
};
