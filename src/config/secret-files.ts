// Secrets kept in files of their own: every `*_file` key.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Finding, KeyPath } from './fault.ts';
import { formatPath } from './fault.ts';
import { fileTrouble } from './file-trouble.ts';
import { quoted } from './reading.ts';

/** Secrets by the path of the key that names their file: `asterisk[0].ami.secret_file`. */
export type Secrets = ReadonlyMap<string, string>;

/** Reads the file of every `secret_file`, `password_file` and `token_file` in the tree. */
export function readSecretFiles(tree: unknown, folder: string): { secrets: Secrets; findings: Finding[] } {
  const secrets = new Map<string, string>();
  const findings: Finding[] = [];
  for (const { path, file } of secretFiles(tree, [])) {
    try {
      // Editors and `echo` end files with a line break that is no part of the secret.
      const secret = readFileSync(resolve(folder, file), 'utf8').replace(/\r?\n$/, '');
      const flaw = flawOf(secret);
      if (flaw === null) secrets.set(formatPath(path), secret);
      else findings.push({ path, message: `${quoted(file)} ${flaw}`, remedy: 'Write one line into it.' });
    } catch (error) {
      findings.push({
        path,
        message: `${quoted(file)} cannot be read: ${fileTrouble(error)}`,
        remedy: 'Check the path (it starts at the folder of this file) and the permissions.',
      });
    }
  }
  return { secrets, findings };
}

function flawOf(secret: string): string | null {
  if (secret.trim() === '') return 'is empty';
  return /\p{Cc}/u.test(secret) ? 'has more than one line' : null;
}

function* secretFiles(value: unknown, path: KeyPath): Generator<{ path: KeyPath; file: string }> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    const place = [...path, Array.isArray(value) ? Number(key) : key];
    if (typeof member === 'string' && /^(secret|password|token)_file$/.test(key)) {
      yield { path: place, file: member };
    } else yield* secretFiles(member, place);
  }
}
