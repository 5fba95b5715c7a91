// The keys about Asterisk boxes.
import { z } from 'zod';
import { webUrl } from './address.ts';
import { id, integer, text } from './leaf.ts';

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
  trunk_contexts: z
    .array(text())
    .prefault([])
    .describe('The dialplan contexts where calls from outside arrive. Empty: any context.'),
});
