// Texts for who follows a one-time link, in Russian.
import type { SetupTexts } from '../en/setup.ts';

export const setup: SetupTexts = {
  titles: {
    setup: 'Первая настройка',
    invite: 'Вас пригласили',
    reset: 'Новый пароль',
  },
  leads: {
    setup: 'Выберите имя и пароль первого администратора.',
    invite: (name) => `Вы будете входить как ${name}. Выберите пароль.`,
  },
  name: 'Имя',
  password: 'Пароль',
  again: 'Пароль ещё раз',
  shortest: (n) => `Не меньше ${n} знаков`,
  differ: 'Пароли не совпадают.',
  submit: 'Продолжить',
  submitting: 'Секунду…',
  gone: {
    title: 'Ссылка больше не работает',
    text: 'По ней уже прошли или срок истёк. Попросите у администратора новую.',
  },
  toSignIn: 'Ко входу',
};
