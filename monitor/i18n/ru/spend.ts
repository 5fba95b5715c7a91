// Texts of what advertising cost, in Russian.
import type { SpendTexts } from '../en/spend.ts';
import { russianCounted } from '../plurals.ts';

export const spend: SpendTexts = {
  title: 'Расходы',
  lead: 'Сколько стоила реклама. Отчёты делят это на звонки и продажи.',
  add: 'Внести',
  import: 'Загрузить CSV',
  more: (n) => `Ещё ${russianCounted(n, 'запись', 'записи', 'записей')} не показано; отчёты учитывают все.`,
  days: 'Дни',
  from: 'Первый день',
  to: 'Последний день',
  toHint: 'Сумма поровну делится на эти дни',
  source: 'Источник',
  medium: 'Канал',
  campaign: 'Кампания',
  site: 'Сайт',
  amount: 'Сумма',
  sourceHint: 'Так, как в отчётах: yandex, google, vk',
  optional: 'необязательно',
  all: 'все',
  total: 'Всего',
  notNumber: 'Это не сумма.',
  emptyTitle: 'Расходов пока нет',
  empty: 'Внесите, сколько стоила кампания, или загрузите CSV из рекламной системы.',
  remove: (what) => `Удалить расход: ${what}`,
  removeTitle: 'Удалить эту запись?',
  removeText: 'Отчёты за эти дни будут без неё.',
  file: 'Файл CSV',
  fileHint: 'Из Яндекс Директа, Google Ads или таблицы, с заголовками в первой строке',
  mapping: 'Что в каком столбце',
  column: { day: 'День', amount: 'Сумма', source: 'Источник', medium: 'Канал', campaign: 'Кампания' },
  noColumn: '— нет в файле',
  fixed: 'Для всех строк',
  preview: 'Первые строки файла',
  check: 'Проверить',
  checked: (rows, amount) =>
    `Подходит: ${russianCounted(rows, 'строка', 'строки', 'строк')}, всего ${amount}.`,
  faults: (n) =>
    `Не подходит: ${russianCounted(n, 'строка', 'строки', 'строк')}. Пока они есть, ничего не загрузим:`,
  fault: (line, message) => `строка ${line}: ${message}`,
  take: 'Загрузить',
  taken: (rows) =>
    `Загружено: ${russianCounted(rows, 'строка', 'строки', 'строк')}. Те же дни и кампании заменены.`,
  unreadable: 'В этом файле не нашлось заголовков и строк.',
  needsSource: 'Выберите столбец с источником или впишите один для всех строк.',
};
