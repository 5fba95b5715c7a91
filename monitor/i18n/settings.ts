// Texts of users, API tokens, the audit log and one's own account.
import { settings as en } from './en/settings.ts';
import { translated } from './language.ts';
import { settings as ru } from './ru/settings.ts';

export const settingsTexts = translated({ en, ru });
