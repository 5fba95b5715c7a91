// Texts of what advertising cost.
import { spend as en } from './en/spend.ts';
import { translated } from './language.ts';
import { spend as ru } from './ru/spend.ts';

export const spendTexts = translated({ en, ru });
