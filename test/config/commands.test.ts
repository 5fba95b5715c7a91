// `leaseline check` and `leaseline user hash`.
import { PassThrough } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { verify } from '@node-rs/argon2';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { check } from '../../src/cli/check.ts';
import { userHash } from '../../src/cli/user-hash.ts';
import { SMALL, writeFile } from './load-text.ts';
import { memoryIo } from './memory-io.ts';

describe('check', () => {
  test('says what a sound file amounts to', async () => {
    const io = memoryIo({});
    const file = writeFile('fine.yaml', SMALL);
    expect(await check([file], io)).toBe(0);
    expect(io.output()).toBe(
      `${file} is fine: 1 site, 1 pool of 1 number, 0 channel numbers, 1 Asterisk box, 1 user.\n`,
    );
    expect(io.errors()).toBe('');
  });

  test('warns', async () => {
    const io = memoryIo({});
    const file = writeFile('warn.yaml', SMALL.replace(', overflow: "+74951239999"', ''));
    expect(await check([file], io)).toBe(0);
    expect(io.output()).toMatch(/^warning: .+warn\.yaml:4: pools\[0\]: .+\n.+ is fine: .+\n$/);
  });

  test('names a missing file', async () => {
    const io = memoryIo({});
    expect(await check(['nowhere.yaml'], io)).toBe(2);
    expect(io.errors()).toBe(
      'nowhere.yaml: the file cannot be read: there is no such file. Name a YAML file that exists; config/leaseline.example.yaml is one to start from.\nnowhere.yaml has 1 fault.\n',
    );
  });

  test.each([
    [[]],
    [['a', 'b']],
    [['--wrong']],
    [['--json', 'a']],
    [['--live', '--watch', '0', 'a']],
    [['--live']],
  ])('%j shows the usage', async (args) => {
    const io = memoryIo({});
    expect(await check(args, io)).toBe(2);
    expect(io.errors()).toMatch(/^Usage: leaseline check FILE\n/);
  });
});

describe('user hash', () => {
  test('reads a line from a pipe and prints a line to paste', async () => {
    const io = memoryIo({ input: 'correct horse\nignored\n' });
    expect(await userHash(['--name', 'Анна', '--role', 'marketer'], io)).toBe(0);
    const users: unknown = parse(`users:\n${io.output()}`);
    expect(users).toEqual({
      users: [{ name: 'Анна', role: 'marketer', password_hash: expect.stringMatching(/^\$argon2id\$/) }],
    });
    const { password_hash } = (users as { users: { password_hash: string }[] }).users[0] ?? {
      password_hash: '',
    };
    expect(await verify(password_hash, 'correct horse')).toBe(true);
    expect(io.errors()).toBe('');
  });

  test.each([
    [[], 'short\n', 'The password needs at least 8 characters.\n'],
    [[], '', 'No password was given.\n'],
    [
      ['--role', 'boss'],
      'correct horse\n',
      'Usage: leaseline user hash [--name admin] [--role admin|marketer|operator]\n',
    ],
    [
      ['extra'],
      'correct horse\n',
      'Usage: leaseline user hash [--name admin] [--role admin|marketer|operator]\n',
    ],
  ])('%j with %j', async (args, input, errors) => {
    const io = memoryIo({ input });
    expect(await userHash(args, io)).toBe(2);
    expect(io.errors()).toBe(errors);
    expect(io.output()).toBe('');
  });

  async function type(...lines: string[]) {
    const modes: boolean[] = [];
    const stdin = Object.assign(new PassThrough(), {
      isTTY: true,
      setRawMode: (on: boolean) => modes.push(on),
    });
    const io = { ...memoryIo({}), stdin };
    const done = userHash([], io);
    for (const line of lines) {
      await pause(20);
      stdin.write(line);
    }
    return { code: await done, errors: io.errors(), output: io.output(), modes };
  }

  test('asks twice at a terminal, without echo', async () => {
    const { code, errors, output, modes } = await type('correct horsf\x7fe\r', 'correct horse\r');
    expect(code).toBe(0);
    expect(errors).toBe('Password: \nAgain: \n');
    const [user] = parse(output) as { password_hash: string }[];
    expect(await verify(user?.password_hash ?? '', 'correct horse')).toBe(true);
    expect(modes).toEqual([true, false]);
  });

  test('refuses two that differ', async () => {
    const { code, errors, output } = await type('correct horse\r', 'wrong horse\r');
    expect([code, output]).toEqual([2, '']);
    expect(errors).toBe('Password: \nAgain: \nThe two passwords differ.\n');
  });

  test('ends at Ctrl-C', async () => {
    const { code, output, modes } = await type('correct\x03');
    expect([code, output]).toEqual([2, '']);
    expect(modes.at(-1)).toBe(false);
  });
});
