// Texts for who follows a one-time link.
import { setup as en } from './en/setup.ts';
import { translated } from './language.ts';
import { setup as ru } from './ru/setup.ts';

export const setupTexts = translated({ en, ru });
