// Texts of the reports.
import { reports as en } from './en/reports.ts';
import { translated } from './language.ts';
import { reports as ru } from './ru/reports.ts';

export const reportsTexts = translated({ en, ru });
