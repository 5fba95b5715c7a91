// A storage of its own for each test: a file in a folder that goes away with it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../../src/adapters/storage/database.ts';
import { GroupCommit } from '../../../src/adapters/storage/group-commit.ts';
import { SqliteCallCredits } from '../../../src/adapters/storage/sqlite-call-credits.ts';
import { SqliteCallRepository } from '../../../src/adapters/storage/sqlite-call-repository.ts';
import { SqliteLeaseJournal } from '../../../src/adapters/storage/sqlite-lease-journal.ts';
import type { StorageFailure } from '../../../src/adapters/storage/storage-failure.ts';
import { FakeClock } from '../../support/fake-clock.ts';

export class StorageBed {
  readonly folder = mkdtempSync(join(tmpdir(), 'leaseline-storage-'));
  readonly path = join(this.folder, 'data', 'leaseline.db');
  readonly clock = new FakeClock();
  readonly troubles: StorageFailure[] = [];
  /** Which pool a DID is of. */
  readonly pools = new Map<string, string>();
  recoveries = 0;
  database!: Database;
  commits!: GroupCommit;
  journal!: SqliteLeaseJournal;
  credits!: SqliteCallCredits;
  calls!: SqliteCallRepository;

  constructor(options: { lazyAtMost?: number } = {}) {
    this.open(options);
  }

  open({ path = this.path, ...options }: { lazyAtMost?: number; path?: string } = {}): void {
    this.database = Database.open(path);
    this.commits = new GroupCommit({
      database: this.database,
      clock: this.clock,
      ...options,
      onTrouble: (failure) => this.troubles.push(failure),
      onRecovered: () => {
        this.recoveries += 1;
      },
    });
    this.journal = new SqliteLeaseJournal(this.database, this.commits);
    this.credits = new SqliteCallCredits(this.database, {
      poolOf: (did) => this.pools.get(did) ?? null,
      lookBack: 7 * 86_400_000,
    });
    this.calls = new SqliteCallRepository(this.database, this.commits, this.credits);
  }

  shut(): void {
    this.commits.close();
    this.database.close();
  }

  reopen(): void {
    this.shut();
    this.open();
  }

  /** Lets the file grow by no more than `pages` pages: what a full disk looks like. Null takes the limit away. */
  fillDisk(pages: number | null): void {
    const now = Number(this.database.sqlite.pragma('page_count', { simple: true }));
    this.database.sqlite.pragma(`max_page_count = ${pages === null ? 1_000_000_000 : now + pages}`);
  }

  /** The end of the event-loop turn, when batches are committed. */
  async turn(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }

  remove(): void {
    this.shut();
    rmSync(this.folder, { recursive: true });
  }
}
