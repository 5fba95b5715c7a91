// Values from the environment and from files of their own.
import { describe, expect, test } from 'vitest';
import { configOf, faultsOf, SMALL, writeFile } from './load-text.ts';

const HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$BVO1ZfyEquV48+fHbfe8Sw$9h8HAqx0cfNUpL0aLwJWcCX4oKAI7HM++WopYr3C0jQ';

function secretOf(written: string, environment: Record<string, string>): string | undefined {
  return configOf(
    SMALL.replace('s3cret', () => JSON.stringify(written)),
    environment,
  ).asterisk[0]?.ami.secret;
}

describe('the environment', () => {
  test.each([
    ['${A}', 'alpha'],
    ['x${A}y${B}z', 'xalphaybetaz'],
    ['$${A}', '${A}'],
    ['$A $$ {A} $', '$A $$ {A} $'],
    ['${C}', '${A}'],
  ])('%s is %s', (written, secret) => {
    expect(secretOf(written, { A: 'alpha', B: 'beta', C: '${A}' })).toBe(secret);
  });

  test('reaches numbers and lists', () => {
    const text = SMALL.replace('secret: s3cret', 'secret: s3cret, port: "${PORT}"').replace(
      '"+74951230001"',
      '"${DIDS}"',
    );
    const config = configOf(text, { PORT: '5039', DIDS: '+74951230001-+74951230003' });
    expect(config.asterisk[0]?.ami.port).toBe(5039);
    expect(config.pools[0]?.numbers).toHaveLength(3);
  });

  test('hashes pass untouched', () => {
    const text = SMALL.replace('token:', `password_hash: "${HASH}", token:`);
    expect(configOf(text).users[0]?.passwordHash).toBe(HASH);
  });

  test.each([
    [
      '${A} ${B}',
      ['A', 'B'].map(
        (name) =>
          `the environment variable ${name} is not set. Set ${name} before starting, or write the value here.`,
      ),
    ],
    [
      '${A:-x}',
      [
        '"${A:-x}" does not name an environment variable. Write letters, digits and "_" only, or "$${A:-x}" for the text itself.',
      ],
    ],
  ])('%s without it is a fault', (written, faults) => {
    expect(faultsOf(SMALL.replace('s3cret', () => JSON.stringify(written)))).toEqual(
      faults.map((fault) => `3: asterisk[0].ami.secret: ${fault}`),
    );
  });

  test('an empty variable is an empty value', () => {
    expect(faultsOf(SMALL.replace('s3cret', '"${A}"'), { A: '' })).toEqual([
      '3: asterisk[0].ami.secret: this is empty. Give it a value, or remove the key.',
    ]);
  });
});

describe('files', () => {
  test('beside the YAML, without their last line break', () => {
    writeFile('ami.secret', 's3cr3t \n');
    writeFile('ari.secret', 'p4ss\r\n');
    writeFile('token', '0123456789abcdef0123456789abcdef');
    const config = configOf(
      SMALL.replace(
        'secret: s3cret }',
        'secret_file: ami.secret }, ari: { url: "http://127.0.0.1:8088/", username: a, password_file: "${F}" }',
      ).replace(/token: \w+/, 'token_file: ./token'),
      { F: 'ari.secret' },
    );
    expect(config.asterisk[0]?.ami.secret).toBe('s3cr3t ');
    expect(config.asterisk[0]?.ari).toEqual({
      url: 'http://127.0.0.1:8088',
      username: 'a',
      password: 'p4ss',
    });
    expect(config.users[0]?.token).toBe('0123456789abcdef0123456789abcdef');
  });

  test.each([
    [
      'secret_file: nowhere',
      'secret_file: "nowhere" cannot be read: there is no such file. Check the path (it starts at the folder of this file) and the permissions.',
    ],
    [
      'secret_file: "."',
      'secret_file: "." cannot be read: it is a folder. Check the path (it starts at the folder of this file) and the permissions.',
    ],
    ['secret_file: empty', 'secret_file: "empty" is empty. Write one line into it.'],
    [
      'secret: a, secret_file: fine',
      'secret_file: both `secret` and `secret_file` are given. Keep one of the two.',
    ],
  ])('%s', (written, fault) => {
    writeFile('empty', '\n');
    writeFile('fine', 's3cret\n');
    expect(faultsOf(SMALL.replace('secret: s3cret', written))).toEqual([`3: asterisk[0].ami.${fault}`]);
  });
});
