// Every text of the monitor, in Russian.
import type { Texts } from './en.ts';

const rules = new Intl.PluralRules('ru');

/** The form that Russian grammar wants beside this number. */
function form(n: number, one: string, few: string, many: string): string {
  const rule = rules.select(n);
  return rule === 'one' ? one : rule === 'few' ? few : many;
}

/** `5 звонков`. */
function count(n: number, one: string, few: string, many: string): string {
  return `${n} ${form(n, one, few, many)}`;
}

export const ru: Texts = {
  signIn: {
    title: 'Вход',
    lead: 'Узнайте, какая реклама заставила телефон звонить.',
    name: 'Имя',
    password: 'Пароль',
    showPassword: 'Показать пароль',
    hidePassword: 'Скрыть пароль',
    submit: 'Войти',
    submitting: 'Входим…',
    wrong: 'Имя и пароль не подходят. Проверьте раскладку клавиатуры и Caps Lock.',
    tooMany: (minutes) =>
      minutes === null
        ? 'Слишком много попыток. Подождите немного и попробуйте снова.'
        : `Слишком много попыток. Попробуйте снова через ${count(minutes, 'минуту', 'минуты', 'минут')}.`,
    unreachable: 'Сервер не отвечает. Проверьте соединение и попробуйте снова.',
    unexpected: (status) => `Сервер не смог этого сделать (ошибка ${status}). Попробуйте позже.`,
    ended: 'Сеанс закончился. Войдите снова, чтобы продолжить.',
  },
  header: {
    skip: 'Перейти к звонкам',
    account: (name) => `Учётная запись ${name}`,
    signOut: 'Выйти',
    roles: { admin: 'Администратор', marketer: 'Маркетолог', operator: 'Оператор' },
    language: 'Язык',
    theme: 'Тема',
    themes: { system: 'Как в системе', light: 'Светлая', dark: 'Тёмная' },
  },
  link: {
    live: 'На связи',
    connecting: 'Подключаемся…',
    lost: 'Нет связи',
    lostTitle: 'Связь потеряна',
    asOf: (time) => `Данные на ${time}. Звонков после этого здесь нет.`,
    never: 'Данных ещё не было.',
    retrying: 'Подключаемся…',
    retryIn: (seconds) => `Следующая попытка через ${seconds} с`,
    retryNow: 'Сейчас',
  },
  pbx: {
    list: 'Серверы Asterisk',
    up: (since) => `Связь есть с ${since}`,
    down: (since) => `Связи нет с ${since}`,
    downShort: 'нет связи',
    downTitle: (names) => `Нет связи с ${names}`,
    downText: 'Звонки на этом Asterisk не видны, пока связь не вернётся. Сами разговоры идут как обычно.',
  },
  calls: {
    title: 'Сейчас',
    ringing: (n) => count(n, 'звонит', 'звонят', 'звонят'),
    talking: (n) => count(n, 'разговор', 'разговора', 'разговоров'),
    emptyTitle: 'Сейчас звонков нет',
    emptyText:
      'Следующий появится здесь, как только зазвонит телефон, — вместе с рекламой, которая его привела.',
    emptyLost: 'Неизвестно, есть ли звонки: связь потеряна.',
    state: { ringing: 'Звонит', answered: 'Разговор', ended: 'Завершён' },
    newCall: (caller, source) => `Входящий звонок: ${caller}, ${source}`,
  },
  call: {
    hiddenCaller: 'Номер скрыт',
    repeat: 'Звонил раньше',
    repeatShort: 'Повторный',
    dialled: 'на номер',
    unknownSource: 'Источник неизвестен',
    direct: 'Прямой заход',
    campaign: 'Кампания',
    keyword: 'Запрос',
    content: 'Объявление',
    landing: 'Вход на сайт',
    page: 'Страница',
    region: 'Регион',
    agents: 'Ответил',
    route: 'Направлен',
    referrer: 'Откуда перешёл',
    site: 'Сайт',
    visitor: 'Посетитель',
    firstTouch: 'Впервые пришёл',
    lastNonDirect: 'Последний источник',
    clickIds: (n) => count(n, 'метка клика', 'метки клика', 'меток клика'),
    candidates: (n) => count(n, 'вариант', 'варианта', 'вариантов'),
    others: (n) => count(n, 'другой вариант', 'других варианта', 'других вариантов'),
    remainder: 'Никто из них',
    confidence: 'Уверенность',
    confidenceOf: (percent) => `Уверенность ${percent}`,
    level: { high: 'высокая', medium: 'средняя', low: 'низкая' },
    reasons: 'Почему',
    started: 'Начало',
    pbx: 'Asterisk',
    tags: 'Метки',
    note: 'Заметка',
    value: 'Сумма',
    recording: 'Запись',
    linkedid: 'Код звонка',
  },
  visitCode: {
    label: 'Код визита',
    example: '12345',
    submit: 'Применить',
    found: 'Найдено: звонок отнесён к визиту с этим кодом.',
    unknown: 'Визита с таким кодом не было. Попросите ещё раз прочитать код со страницы.',
    noCode: 'Код — это только цифры, например 12345.',
  },
  methods: {
    lease: { label: 'Личный номер', text: 'Набранный номер был выдан только этому посетителю.' },
    'late-call': {
      label: 'Поздний звонок',
      text: 'Посетитель уже ушёл с сайта; сравнили тех, кому номер выдавали недавно.',
    },
    'caller-history': {
      label: 'Знакомый номер',
      text: 'Звонил раньше: засчитан тот, прежний визит.',
    },
    'channel-number': {
      label: 'Номер канала',
      text: 'Этот номер стоит только в одном рекламном канале.',
    },
    'visit-code': { label: 'Код визита', text: 'Звонящий назвал код, показанный на его странице.' },
    overflow: {
      label: 'Общий номер',
      text: 'Свободные номера кончились, этот видели сразу несколько посетителей; известен только сайт.',
    },
    none: { label: 'Нет совпадений', text: 'Звонок не связан ни с визитом, ни с рекламой.' },
  },
  outcome: {
    answered: 'Отвечен',
    missed: 'Пропущен',
    busy: 'Занято',
    failed: 'Сбой',
    unknown: 'Неизвестно',
  },
  end: {
    'caller-hung-up': 'Трубку положил клиент',
    'agent-hung-up': 'Трубку положили мы',
    'caller-gave-up': 'Клиент не дождался ответа',
    'no-answer': 'Никто не ответил',
    busy: 'Все были заняты',
    failed: 'Соединить не удалось',
    lost: 'Звонок исчез, пока не было связи с Asterisk',
  },
  recent: {
    title: 'Последние звонки',
    summary: (calls, answered) => `${count(calls, 'звонок', 'звонка', 'звонков')}, отвечено ${answered}`,
    empty: 'Здесь будут завершённые звонки.',
    time: 'Время',
    caller: 'Кто звонил',
    source: 'Источник',
    page: 'Страница',
    did: 'Номер',
    outcome: 'Итог',
    wait: 'Ждал',
    talk: 'Беседа',
    confidence: 'Увер.',
    showAll: (n) => `Показать все ${n}`,
    details: (caller, time) => `Подробности звонка: ${caller}, ${time}`,
  },
  pools: {
    title: 'Номера',
    empty: 'Пулы номеров не настроены.',
    taken: (percent) => `занято ${percent}`,
    size: (n) => count(n, 'номер', 'номера', 'номеров'),
    anywhere: 'Все регионы',
    state: {
      leased: 'Выданы',
      lingering: 'Ждут',
      cooling: 'Отдыхают',
      free: 'Свободны',
      disabled: 'Отключены',
      held: 'В звонке',
    },
    stateText: {
      leased: 'Выданы посетителям, которые сейчас на сайте',
      lingering: 'Посетитель недавно ушёл и ещё может позвонить',
      cooling: 'Ничьи: отдыхают, чтобы поздний звонок нашёл своего посетителя',
      free: 'Готовы к выдаче',
      disabled: 'Выведены из работы',
      held: 'По ним идёт или только что прошёл звонок; учтены и в своём состоянии',
    },
    overflowed: (n) =>
      `${count(n, 'посетитель увидел', 'посетителя увидели', 'посетителей увидели')} общий номер`,
    overflowText:
      'Номера кончились: о звонках этих посетителей известен только сайт. Добавьте номеров в пул.',
    granted: (n) => `Выдач с запуска: ${n}`,
    needed: (n) =>
      `В час пик ${form(n, 'нужен', 'нужны', 'нужно')} ${count(n, 'номер', 'номера', 'номеров')}`,
    addNumbers: (n) => `добавьте ${n}`,
    enough: 'хватает',
    neededText: (arrivals, minutes) =>
      `Измерено: ${count(arrivals, 'посетитель', 'посетителя', 'посетителей')} в час пик, номер занят по ${minutes} мин. Тогда общий номер увидит не больше 1 %.`,
  },
  broken: {
    title: 'Страница сломалась',
    text: 'На звонки это не влияет. Загрузите страницу снова; если повторится, скажите администратору.',
    reload: 'Загрузить снова',
  },
};
