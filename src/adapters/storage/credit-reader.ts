// Reads the credits of a period, block by block, as far as a report may see them.
import type { Statement } from 'better-sqlite3';
import { ATTRIBUTION_MODELS, type AttributionModel } from '../../core/attribution-model.ts';
import type { Millis } from '../../core/millis.ts';
import type { Period, ReportScope } from '../../core/report.ts';
import { BLOCK_SPAN, type BlockView, hourOf, INT, RECORD_BYTES, viewOf, WORDS } from './credit-block.ts';
import type { Database } from './database.ts';

/** `start` is where the record begins, in words; doubles begin at half of it. */
export type CreditVisitor = (ints: Int32Array, doubles: Float64Array, start: number, hour: number) => void;

export class CreditReader {
  /** For `EXPLAIN QUERY PLAN`. */
  static readonly SQL =
    'SELECT hour, credits FROM call_credit WHERE model = ? AND hour >= ? AND hour <= ? ORDER BY hour';
  readonly #blocks: Statement;
  readonly #newNames: Statement;
  readonly #nameOf = new Map<number, string>();
  readonly #idOf = new Map<string, number>();
  #lastName = 0;
  /** Every block is copied into the same place: views of its own for each cost more than the copy. */
  #room: BlockView = viewOf(new Uint8Array(256 * RECORD_BYTES));

  constructor(database: Database) {
    this.#blocks = database.sqlite.prepare(CreditReader.SQL).raw();
    this.#newNames = database.sqlite
      .prepare('SELECT id, name FROM report_name WHERE id > ? ORDER BY id')
      .raw();
  }

  /** Null for unknown. */
  name(id: number): string | null {
    return id === 0 ? null : (this.#nameOf.get(id) ?? null);
  }

  /** -1 for a name that no call has. */
  id(name: string): number {
    this.#readNames();
    return this.#idOf.get(name) ?? -1;
  }

  each(model: AttributionModel, { from, to }: Period, scope: ReportScope, visit: CreditVisitor): void {
    this.#readNames();
    const sites = this.#wantedSites(scope);
    if (sites?.size === 0 || to <= from) return;
    const number = ATTRIBUTION_MODELS.indexOf(model);
    for (const row of this.#blocks.iterate(number, hourOf(from), hourOf(to - 1))) {
      const [hour, bytes] = row as [hour: number, bytes: Uint8Array];
      if (bytes.length > this.#room.bytes.length) this.#room = viewOf(new Uint8Array(bytes.length * 2));
      this.#room.bytes.set(bytes);
      const { ints, doubles } = this.#room;
      const words = bytes.length / 4;
      const begin: Millis = hour * BLOCK_SPAN;
      const isWhole = begin >= from && begin + BLOCK_SPAN <= to;
      for (let start = 0; start < words; start += WORDS) {
        const at = begin + (ints[start + INT.offset] as number);
        if (!isWhole && (at < from || at >= to)) continue;
        if (sites !== null && !sites.has(ints[start + INT.site] as number)) continue;
        visit(ints, doubles, start, hour);
      }
    }
  }

  /** The ids of the sites that count; null for everything, of a site or not. */
  #wantedSites({ site, sites }: ReportScope): ReadonlySet<number> | null {
    if (site === null && sites === null) return null;
    const wanted = site === null ? (sites ?? []) : sites === null || sites.includes(site) ? [site] : [];
    return new Set(wanted.flatMap((name) => this.#idOf.get(name) ?? []));
  }

  /** Names are only ever added. */
  #readNames(): void {
    for (const row of this.#newNames.iterate(this.#lastName)) {
      const [id, name] = row as [id: number, name: string];
      this.#nameOf.set(id, name);
      this.#idOf.set(name, id);
      this.#lastName = id;
    }
  }
}
