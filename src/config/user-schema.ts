// The keys about people and scripts that may see calls.
import { z } from 'zod';
import { OPERATOR_ROLES } from '../core/operator-role.ts';
import { choice, flag, id, leaf, text } from './leaf.ts';
import { bad, good } from './reading.ts';

/** The PHC string format of argon2id, as RFC 9106 implementations write it. */
const ARGON2ID = /^\$argon2id\$v=\d+\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/;

export const UserSchema = z.strictObject({
  name: text().meta({ description: 'The name to log in with.', example: 'admin' }),
  role: choice(OPERATOR_ROLES).meta({
    description: 'What they may do: `admin`, `marketer` or `operator`.',
    example: 'admin',
  }),
  sites: z
    .array(id())
    .prefault([])
    .describe('Ids of the sites whose calls and pools they see; none means all. Not for an `admin`.'),
  caller_numbers: flag()
    .optional()
    .describe(
      'Whether they see callers’ numbers whole. When absent: `operator` does, `marketer` does not; an `admin` always does.',
    ),
  password_hash: leaf<string, string>((value) =>
    typeof value === 'string' && ARGON2ID.test(value)
      ? good(value)
      : bad('this is not an argon2id hash', 'Make one with "leaseline user hash".'),
  )
    .optional()
    .describe('The password, hashed. Make it with `leaseline user hash`.'),
  token: text().optional().describe('A bearer token for scripts: long and random.'),
  token_file: text().optional().describe('A file that holds the token, instead of `token`.'),
});
