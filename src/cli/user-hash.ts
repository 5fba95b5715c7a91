// `leaseline user hash`: a password as a line for the `users` of the YAML file.
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { passwordHash } from '../adapters/system/credential-check.ts';
import { OPERATOR_ROLES } from '../core/operator-role.ts';
import { SHORTEST_PASSWORD } from '../wire/user.ts';
import type { CommandIo } from './command-io.ts';

const USAGE = `Usage: leaseline user hash [--name admin] [--role ${OPERATOR_ROLES.join('|')}]\n`;

/** @param args what follows `user hash`. Answers the exit code: 0, or 2 when there is nothing to hash. */
export async function userHash(args: string[], io: CommandIo): Promise<number> {
  const options = readOptions(args);
  if (options === null) {
    io.stderr.write(USAGE);
    return 2;
  }
  const password = await readPassword(io);
  if (!password.ok) {
    io.stderr.write(`${password.reason}\n`);
    return 2;
  }
  const hashed = await passwordHash(password.text);
  const name = /^[A-Za-z][\w-]*$/.test(options.name) ? options.name : JSON.stringify(options.name);
  io.stdout.write(`  - { name: ${name}, role: ${options.role}, password_hash: "${hashed}" }\n`);
  return 0;
}

function readOptions(args: string[]): { name: string; role: string } | null {
  try {
    const { values } = parseArgs({
      args,
      options: { name: { type: 'string', default: 'admin' }, role: { type: 'string', default: 'admin' } },
    });
    return OPERATOR_ROLES.some((role) => role === values.role) ? values : null;
  } catch {
    return null;
  }
}

type Password =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string };

async function readPassword(io: CommandIo): Promise<Password> {
  const lines = await (io.stdin.isTTY ? askTwice(io) : readLine(io));
  if (lines === null) return { ok: false, reason: 'No password was given.' };
  const [first = '', second] = lines;
  if (second !== undefined && first !== second) return { ok: false, reason: 'The two passwords differ.' };
  return [...first].length >= SHORTEST_PASSWORD
    ? { ok: true, text: first }
    : { ok: false, reason: `The password needs at least ${SHORTEST_PASSWORD} characters.` };
}

/** Null when the user gave up (Ctrl-C, Ctrl-D). */
async function askTwice(io: CommandIo): Promise<string[] | null> {
  // readline echoes by writing to its output; what goes nowhere is not seen.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: io.stdin, output: nowhere, terminal: true, historySize: 0 });
  const gaveUp = new Promise<null>((resolve) => {
    terminal.once('close', () => resolve(null));
    terminal.once('SIGINT', () => terminal.close());
  });
  try {
    const answers: string[] = [];
    for (const prompt of ['Password: ', 'Again: ']) {
      io.stderr.write(prompt);
      const answer = await Promise.race([terminal.question(''), gaveUp]);
      io.stderr.write('\n');
      if (answer === null) return null;
      answers.push(answer);
    }
    return answers;
  } finally {
    terminal.close();
  }
}

async function readLine(io: CommandIo): Promise<string[] | null> {
  for await (const line of createInterface({ input: io.stdin })) return [line];
  return null;
}
