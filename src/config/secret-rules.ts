// Cross checks of secrets and users: each has one, none has two.
import type { KeyPath } from './fault.ts';
import { formatPath } from './fault.ts';
import type { Report } from './report.ts';
import type { Draft } from './shape.ts';

/** Below this a bearer token can be tried out in reasonable time. */
const SHORTEST_TOKEN = 20;

export function checkSecrets(draft: Draft, report: Report): void {
  draft.asterisk?.forEach((box, index) => {
    if (box?.ami) checkOne(['asterisk', index, 'ami'], box.ami, 'secret', report);
    if (box?.ari) checkOne(['asterisk', index, 'ari'], box.ari, 'password', report);
    if (box?.recordings && 'username' in box.recordings) {
      checkOne(['asterisk', index, 'recordings'], box.recordings, 'password', report);
    }
  });
  const tokens = new Map<string, KeyPath>();
  draft.users?.forEach((user, index) => {
    if (user === undefined) return;
    const path = ['users', index];
    if (!('password_hash' in user || 'token' in user || 'token_file' in user)) {
      report.fault(
        path,
        'this user has neither `password_hash` nor `token`',
        'Add a hash made with "leaseline user hash", or a token.',
      );
    }
    if ('token' in user && 'token_file' in user) tooMany([...path, 'token_file'], 'token', report);
    if (user.token === undefined) return;
    const first = tokens.get(user.token);
    if (first === undefined) tokens.set(user.token, [...path, 'token']);
    else
      report.fault(
        [...path, 'token'],
        `this is also ${formatPath(first)}`,
        'Give each user a token of their own.',
      );
    if (user.token.length < SHORTEST_TOKEN) {
      report.warn(
        [...path, 'token'],
        `this token is shorter than ${SHORTEST_TOKEN} characters and could be guessed`,
        'Make one with "openssl rand -hex 24".',
      );
    }
  });
}

function checkOne(path: KeyPath, group: object, key: string, report: Report): void {
  const file = `${key}_file`;
  if (key in group && file in group) tooMany([...path, file], key, report);
  if (!(key in group || file in group)) {
    report.fault([...path, key], 'this key is required', `Add \`${key}\` or \`${file}\`.`);
  }
}

function tooMany(path: KeyPath, key: string, report: Report): void {
  report.fault(path, `both \`${key}\` and \`${key}_file\` are given`, 'Keep one of the two.');
}
