// Page views in SQLite, and the visits of people the site knows.
import { sql } from 'kysely';
import type { Millis } from '../../core/millis.ts';
import type { PageView } from '../../core/page-view.ts';
import type { Session } from '../../core/session.ts';
import type { VisitHistory } from '../../ports/visit-history.ts';
import type { Database } from './database.ts';
import type { GroupCommit } from './group-commit.ts';
import { inList } from './in-list.ts';
import { fromSessionValues, SESSION_COLUMNS } from './lease-schema.ts';
import { prepareWrite } from './prepared-write.ts';
import type { PageViewRow } from './visit-schema.ts';

/** As the index says it, so that SQLite sees that the index fits. */
const USER = sql<string | null>`json_extract(ids, '$.user')`;

export class SqliteVisitHistory implements VisitHistory {
  readonly #database: Database;
  readonly #commits: GroupCommit;
  readonly #put: (row: PageViewRow) => number;

  constructor(database: Database, commits: GroupCommit) {
    this.#database = database;
    this.#commits = commits;
    this.#put = prepareWrite(database, (row) =>
      database.query
        .insertInto('page_view')
        .values(row)
        .onConflict((conflict) => conflict.doNothing()),
    );
  }

  viewed({ session, at, page }: PageView): void {
    this.#commits.later(`page ${session} ${at}`, () => {
      this.#put({ session, at, url: page.url, title: page.title });
    });
  }

  pagesOf(sessions: readonly string[]): PageView[] {
    const rows = this.#database.query
      .selectFrom('page_view')
      .selectAll()
      .where('session', 'in', inList(sessions))
      .orderBy('at');
    return this.#database
      .all(rows)
      .map(({ session, at, url, title }) => ({ session, at, page: { url, title } }));
  }

  visitsOfUser(site: string, user: string, until: Millis, limit: number): Session[] {
    const visits = this.#database.query
      .selectFrom('session')
      .select(SESSION_COLUMNS)
      .where(USER, 'is not', null)
      .where(USER, '=', user)
      .where('started_at', '<=', until)
      .where('site', '=', site)
      .orderBy('started_at', 'desc')
      .limit(limit);
    return this.#database.allValues(visits, fromSessionValues);
  }
}
