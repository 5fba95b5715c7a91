// The keys about Asterisk boxes.
import { z } from 'zod';
import { webUrl } from './address.ts';
import { cron } from './cron.ts';
import { duration } from './duration.ts';
import { id, integer, numberText, text, textLeaf } from './leaf.ts';
import { bad, good, quoted } from './reading.ts';

const AmiSchema = z.strictObject({
  host: text()
    .prefault('127.0.0.1')
    .describe('Where the manager interface listens (manager.conf, bindaddr).'),
  port: integer(1, 65_535).prefault(5038).describe('Its TCP port.'),
  username: text().meta({ description: 'The manager user.', example: 'leaseline' }),
  secret: text().optional().describe('Its secret. Keep it out of the file: "${AMI_SECRET}".'),
  secret_file: text().optional().describe('A file that holds the secret, instead of `secret`.'),
});

const AriSchema = z.strictObject({
  url: webUrl().meta({
    description: "The box's HTTP server, without `/ari`.",
    example: 'http://127.0.0.1:8088',
  }),
  username: text().meta({ description: 'The ARI user (ari.conf).', example: 'leaseline' }),
  password: text().optional().describe('Its password.'),
  password_file: text().optional().describe('A file that holds the password, instead of `password`.'),
});

/** What Originate dials: a channel with the number left out. */
function channelTemplate() {
  return textLeaf<string>((written) =>
    /^[A-Za-z]+\/.*\{(number|digits)\}/.test(written)
      ? good(written)
      : bad(
          `${quoted(written)} is no channel with a place for the number`,
          'Write for example PJSIP/{number}@trunk; {digits} is the number without its plus.',
        ),
  );
}

const HealthTestSchema = z.strictObject({
  schedule: cron()
    .prefault('*/20 9-20 * * *')
    .describe('When to call: a cron expression, in the time zone of the machine. One DID each time.'),
  channel: channelTemplate().meta({
    description: 'What Asterisk dials: `{number}` is the DID with its plus, `{digits}` without.',
    example: 'PJSIP/{number}@trunk',
  }),
  caller: numberText().meta({
    description: 'The number these calls show, which no customer has. Calls from it are not counted.',
    example: '"+74951110000"',
  }),
  within: duration().prefault('20s').describe('How long to wait for the call to come in.'),
});

const RecordingsSchema = z.strictObject({
  folder: text()
    .optional()
    .describe(
      'The folder, when it is on this machine or mounted here; subfolders by date as FreePBX makes them are found.',
    ),
  url: textLeaf<string>((written) =>
    /^https?:\/\/[^\s/]+\/\S*\{file\}/i.test(written)
      ? good(written)
      : bad(
          `${quoted(written)} is no web address with {file} in it`,
          'Write https://, the host, and {file} in the path.',
        ),
  )
    .optional()
    .meta({
      description:
        'Or the address they are fetched from: `{file}` is the name, `{year}`, `{month}`, `{day}` when the call began.',
      example: '"https://pbx.example.ru/monitor/{year}/{month}/{day}/{file}"',
    }),
  username: text().optional().describe('For addresses that want Basic authentication.'),
  password: text().optional().describe('Its password. Keep it out of the file: "${RECORDINGS_PASSWORD}".'),
  password_file: text().optional().describe('A file that holds the password, instead of `password`.'),
});

export const AsteriskSchema = z.strictObject({
  name: id().meta({
    description: 'A name for the box; it stands in call ids, so do not change it later.',
    example: 'office',
  }),
  ami: AmiSchema.meta({
    description: 'How calls are followed. Needs no dialplan change.',
    example: '{ username: leaseline, secret: "${AMI_SECRET}" }',
  }),
  ari: AriSchema.optional().describe(
    'How its dialplan asks for routes (docs/routing.md). Without it calls are followed all the same.',
  ),
  health_test: HealthTestSchema.optional().describe(
    'Calls to our own free DIDs through the trunk, to see whether they come in. Needs `write = reporting,originate`.',
  ),
  trunk_contexts: z
    .array(text())
    .prefault([])
    .describe('The dialplan contexts where calls from outside arrive. Empty: any context.'),
  outside_prefix: textLeaf<string>((written) =>
    /^[\d*#]{1,6}$/.test(written)
      ? good(written)
      : bad(`${quoted(written)} cannot be dialled`, 'Write digits, such as "9".'),
  )
    .optional()
    .describe(
      'What phones dial before a number to get an outside line, so that calls back are recognised. Nothing when absent.',
    ),
  recordings: RecordingsSchema.optional().describe(
    'Where the box keeps the recordings of calls, so that the monitor can play them.',
  ),
});
