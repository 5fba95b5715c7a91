// Texts for who follows a one-time link, in English.
export const setup = {
  titles: {
    setup: 'Set Leaseline up',
    invite: 'You are invited',
    reset: 'Choose a new password',
  },
  leads: {
    setup: 'Choose the name and password of the first administrator.',
    invite: (name: string) => `You will sign in as ${name}. Choose a password.`,
  },
  name: 'Name',
  password: 'Password',
  again: 'Password again',
  shortest: (n: number) => `At least ${n} characters`,
  differ: 'These two are not the same.',
  submit: 'Go on',
  submitting: 'One moment…',
  gone: {
    title: 'This link no longer works',
    text: 'It was used already, or has expired. Ask an administrator for a new one.',
  },
  toSignIn: 'To signing in',
};

export type SetupTexts = typeof setup;
