// `leaseline user invite` and `leaseline user reset`: a one-time link, written to the database while the service runs.
import { parseArgs } from 'node:util';
import { StorageFailure } from '../adapters/storage/storage-failure.ts';
import { RandomIdSource } from '../adapters/system/random-id-source.ts';
import { SystemClock } from '../adapters/system/system-clock.ts';
import { openAccess } from '../app-access.ts';
import { operatorsOf } from '../app-domain.ts';
import { openStorage } from '../app-storage.ts';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import { OPERATOR_ROLES, type OperatorRole } from '../core/operator-role.ts';
import type { MadeLink } from '../services/one-time-links.ts';
import type { UserRefusal } from '../services/user-administration.ts';
import { NewUserSchema } from '../wire/user.ts';
import type { CommandIo } from './command-io.ts';
import { printFaults } from './print-faults.ts';

const USAGE = `Usage:
  leaseline user invite NAME --role ${OPERATOR_ROLES.join('|')} --config FILE
  leaseline user reset NAME --config FILE
`;

const REFUSALS: Record<UserRefusal, string> = {
  'unknown-user': 'There is no such user. Invite them with "leaseline user invite".',
  'name-taken': 'There is a user of that name already. For a new password: "leaseline user reset".',
  'user-from-config':
    'This user stands in the configuration: make a new hash with "leaseline user hash" and put it there.',
  'last-admin': 'Nobody would be left who can administrate.',
  'limited-admin': 'An admin sees every site.',
};

interface Wish {
  readonly verb: 'invite' | 'reset';
  readonly name: string;
  readonly role: OperatorRole;
  readonly config: string;
}

/** @param args what follows `user`. Answers the exit code: 0 when the link was printed, else 2. */
export async function userLink(args: string[], io: CommandIo): Promise<number> {
  const wish = readWish(args);
  if (wish === null) {
    io.stderr.write(USAGE);
    return 2;
  }
  const loaded = loadConfig(wish.config, io.env);
  if (!loaded.ok) {
    printFaults(io, wish.config, loaded.faults);
    return 2;
  }
  try {
    const made = await makeLink(wish, loaded.config);
    if (typeof made === 'string') {
      io.stderr.write(`${REFUSALS[made]}\n`);
      return 2;
    }
    io.stdout.write(`${made.url}\n`);
    io.stderr.write(`It works once, until ${new Date(made.expiresAt).toISOString()}.\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof StorageFailure)) throw error;
    io.stderr.write(`${error.message}\n`);
    return 2;
  }
}

async function makeLink({ verb, name, role }: Wish, config: Config): Promise<MadeLink | UserRefusal> {
  const log = { info() {}, warn() {}, error() {} };
  const clock = new SystemClock(log);
  // No call is written here, so none is shared out.
  const credits = { poolOf: () => null, lookBack: config.attribution.lookBack };
  const storage = openStorage({ ...config.storage, clock, log, metrics: { failed() {} }, credits });
  try {
    const { users, audit } = openAccess({
      directory: operatorsOf(config),
      publicUrl: config.publicUrl,
      storage,
      ids: new RandomIdSource(),
      clock,
      onChanged() {},
    }).people;
    const wanted = { name, role, sites: null, callerNumbers: null };
    const made = await (verb === 'invite' ? users.invite(wanted) : users.reset(name));
    if (typeof made !== 'string') {
      const what = verb === 'invite' ? 'user-created' : 'user-link';
      audit.note({ what, subject: name, detail: 'on the command line' });
    }
    return made;
  } finally {
    await storage.close();
  }
}

function readWish(args: string[]): Wish | null {
  try {
    const options = { role: { type: 'string' }, config: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [verb, name, ...more] = positionals;
    if ((verb !== 'invite' && verb !== 'reset') || more.length > 0 || values.config === undefined)
      return null;
    // A reset changes no role.
    if ((verb === 'invite') !== (values.role !== undefined)) return null;
    const wanted = NewUserSchema.safeParse({ name, role: values.role ?? 'operator' });
    return wanted.success
      ? { verb, name: wanted.data.name, role: wanted.data.role, config: values.config }
      : null;
  } catch {
    return null;
  }
}
