// Texts of what surrounds every screen.
import { shell as en } from './en/shell.ts';
import { translated } from './language.ts';
import { shell as ru } from './ru/shell.ts';

export const shellTexts = translated({ en, ru });
