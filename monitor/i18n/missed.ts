// Texts of the missed callers.
import { missed as en } from './en/missed.ts';
import { translated } from './language.ts';
import { missed as ru } from './ru/missed.ts';

export const missedTexts = translated({ en, ru });
