// Texts of alerts.
import { alerts as en } from './en/alerts.ts';
import { translated } from './language.ts';
import { alerts as ru } from './ru/alerts.ts';

export const alertsTexts = translated({ en, ru });
