// Texts of the journal and of a call's own page.
import { calls as en } from './en/calls.ts';
import { translated } from './language.ts';
import { calls as ru } from './ru/calls.ts';

export const callsTexts = translated({ en, ru });
