// Texts of what the board can do besides showing calls, and of the wallboard.
import { board as en } from './en/board.ts';
import { translated } from './language.ts';
import { board as ru } from './ru/board.ts';

export const boardTexts = translated({ en, ru });
