// A process that grants leases until it is killed, naming each on its standard output once it is durable.
import { writeSync } from 'node:fs';
import { Database } from '../../../src/adapters/storage/database.ts';
import { GroupCommit } from '../../../src/adapters/storage/group-commit.ts';
import { SqliteLeaseJournal } from '../../../src/adapters/storage/sqlite-lease-journal.ts';
import { aLease, aSession } from '../../support/builders.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const database = Database.open(process.argv[2] ?? '');
const commits = new GroupCommit({
  database,
  clock: new FakeClock(),
  onTrouble: (failure) => {
    throw failure;
  },
  onRecovered: () => {},
});
const journal = new SqliteLeaseJournal(database, commits);

async function visitor(id: number): Promise<void> {
  for (let n = 0; ; n++) {
    const token = `${id}-${n}`;
    await journal.granted(aLease({ token, session: token }), aSession({ id: token }));
    writeSync(1, `${token}\n`);
  }
}

await Promise.all(Array.from({ length: 20 }, (_, id) => visitor(id)));
