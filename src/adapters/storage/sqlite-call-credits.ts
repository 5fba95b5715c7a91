// Writes each call's credits, in the transaction that writes the call: reports read nothing else of calls.
import type { Statement } from 'better-sqlite3';
import type { Attribution } from '../../core/attribution.ts';
import { ATTRIBUTION_MODELS } from '../../core/attribution-model.ts';
import { type Credit, type CreditEvidence, creditsOf } from '../../core/call-credit.ts';
import { type CallFacts, factsOf } from '../../core/call-facts.ts';
import type { CallRecord } from '../../core/call-record.ts';
import type { E164 } from '../../core/e164.ts';
import type { Millis } from '../../core/millis.ts';
import type { Session } from '../../core/session.ts';
import {
  type BlockView,
  type CallKey,
  callKey,
  DOUBLE,
  FLAG,
  hourOf,
  INT,
  RECORD_BYTES,
  recordsOf,
  spliced,
  viewOf,
  visitHash,
  WORDS,
} from './credit-block.ts';
import type { Database } from './database.ts';
import { fromSessionValues, SESSION_COLUMNS, type SessionValues } from './lease-schema.ts';

export interface SqliteCallCreditsOptions {
  /** The pool that a DID is of now; null when it is of none. */
  readonly poolOf: (did: E164) => string | null;
  /** Visits that began longer before a call have no part in it. */
  readonly lookBack: Millis;
}

/** Visits of one visitor that share a call at most. */
const VISITS = 200;
/** The largest time a record can hold, 24 days. */
const LONGEST: Millis = 2 ** 31 - 1;

const EMPTY = new Uint8Array(0);

/** Must be called within a transaction. Whoever writes a call twice has its credits once. */
export class SqliteCallCredits {
  readonly #options: SqliteCallCreditsOptions;
  readonly #block: Statement;
  readonly #putBlock: Statement;
  readonly #dropBlock: Statement;
  readonly #name: Statement;
  readonly #addName: Statement;
  readonly #session: Statement;
  readonly #visits: Statement;
  readonly #leasePool: Statement;

  constructor(database: Database, options: SqliteCallCreditsOptions) {
    this.#options = options;
    const { sqlite } = database;
    const session = `SELECT ${SESSION_COLUMNS.join(', ')} FROM session`;
    this.#block = sqlite.prepare('SELECT credits FROM call_credit WHERE model = ? AND hour = ?').pluck();
    this.#putBlock = sqlite.prepare(
      'INSERT INTO call_credit (credits, model, hour) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET credits = excluded.credits',
    );
    this.#dropBlock = sqlite.prepare('DELETE FROM call_credit WHERE model = ? AND hour = ?');
    this.#name = sqlite.prepare('SELECT id FROM report_name WHERE name = ?').pluck();
    this.#addName = sqlite.prepare('INSERT INTO report_name (name) VALUES (?)');
    this.#session = sqlite.prepare(`${session} WHERE id = ?`).raw();
    this.#visits = sqlite
      .prepare(
        `${session} WHERE visitor = ? AND site = ? AND started_at BETWEEN ? AND ? ORDER BY started_at DESC LIMIT ${VISITS}`,
      )
      .raw();
    this.#leasePool = sqlite.prepare('SELECT pool FROM lease WHERE token = ?').pluck();
  }

  /** @param reattributed whether the call is shared out anew; else only what it came to is written again */
  put(record: CallRecord, reattributed: boolean): void {
    const { call, attribution } = record;
    const key = callKey(call.id, call.startedAt);
    const hour = hourOf(call.startedAt);
    const facts = factsOf(record);
    const ids = new Map<string, number>();
    let evidence: CreditEvidence | null = null;
    for (const [number, model] of ATTRIBUTION_MODELS.entries()) {
      const bytes = this.#read(number, hour);
      const block = viewOf(bytes);
      const own = recordsOf(block, key);
      if (own.count > 0 && !reattributed) {
        for (let n = 0; n < own.count; n++) this.#writeFacts(block, own.first + n, facts, ids);
        this.#putBlock.run(block.bytes, number, hour);
        continue;
      }
      evidence ??= this.#evidence(attribution, call.startedAt);
      const pool = own.count > 0 ? (block.ints[own.first * WORDS + INT.pool] ?? 0) : null;
      const records = this.#records(creditsOf(model, evidence), key, ids);
      const view = viewOf(records);
      for (let n = 0; n < view.records; n++) {
        view.ints[n * WORDS + INT.pool] = pool ?? this.#id(this.#poolOf(call.did, attribution), ids);
        this.#writeFacts(view, n, facts, ids);
      }
      this.#putBlock.run(spliced(bytes, own, records), number, hour);
    }
  }

  remove(calls: readonly { id: string; startedAt: Millis }[]): void {
    for (const hour of new Set(calls.map(({ startedAt }) => hourOf(startedAt)))) {
      const gone = calls.filter(({ startedAt }) => hourOf(startedAt) === hour);
      const keys = new Set(gone.map(({ id, startedAt }) => nameOf(callKey(id, startedAt))));
      for (const number of ATTRIBUTION_MODELS.keys()) {
        const bytes = without(this.#read(number, hour), keys);
        if (bytes.length === 0) this.#dropBlock.run(number, hour);
        else this.#putBlock.run(bytes, number, hour);
      }
    }
  }

  #read(model: number, hour: number): Uint8Array {
    const bytes = this.#block.get(model, hour) as Uint8Array | undefined;
    return bytes ?? EMPTY;
  }

  #records(credits: readonly Credit[], { offset, call }: CallKey, ids: Map<string, number>): Uint8Array {
    const bytes = new Uint8Array(credits.length * RECORD_BYTES);
    const { ints, doubles } = viewOf(bytes);
    for (const [n, { keys, weight }] of credits.entries()) {
      const start = n * WORDS;
      ints[start + INT.offset] = offset;
      ints[start + INT.call] = call;
      doubles[start / 2 + DOUBLE.weight] = weight;
      for (const [dimension, name] of Object.entries(keys))
        ints[start + INT[dimension as keyof typeof keys]] = this.#id(name, ids);
    }
    return bytes;
  }

  #writeFacts(
    { ints, doubles }: BlockView,
    record: number,
    facts: CallFacts,
    ids: Map<string, number>,
  ): void {
    const start = record * WORDS;
    doubles[start / 2 + DOUBLE.caller] = facts.caller === null ? 0 : Number(facts.caller.slice(1));
    doubles[start / 2 + DOUBLE.value] = facts.value;
    doubles[start / 2 + DOUBLE.visit] = facts.visit === null ? 0 : visitHash(facts.visit);
    ints[start + INT.flags] =
      (facts.answered ? FLAG.answered : 0) |
      (facts.missed ? FLAG.missed : 0) |
      (facts.target ? FLAG.target : 0);
    ints[start + INT.wait] = facts.wait === null ? -1 : Math.min(LONGEST, facts.wait);
    ints[start + INT.talk] = facts.talk === null ? -1 : Math.min(LONGEST, facts.talk);
    ints[start + INT.agent] = this.#id(facts.agent, ids);
    ints[start + INT.did] = this.#id(facts.did, ids);
  }

  /** Not kept from one call to the next: a transaction that fails takes its new names back. */
  #id(name: string | null, ids: Map<string, number>): number {
    if (name === null) return 0;
    let id = ids.get(name);
    if (id === undefined) {
      id = (this.#name.get(name) as number | undefined) ?? Number(this.#addName.run(name).lastInsertRowid);
      ids.set(name, id);
    }
    return id;
  }

  /** The pool that lent the number, else the one that the DID is of. */
  #poolOf(did: E164, { lease }: Attribution): string | null {
    const lender = lease === null ? undefined : (this.#leasePool.get(lease) as string | undefined);
    return lender ?? this.#options.poolOf(did);
  }

  #evidence(attribution: Attribution, at: Millis): CreditEvidence {
    const { visitor, site, candidates } = attribution;
    const visits =
      visitor === null || site === null
        ? []
        : this.#visits.all(visitor, site, at - this.#options.lookBack, at).map(toSession);
    const found = candidates.flatMap(({ session }) => {
      const values = this.#session.get(session);
      return values === undefined ? [] : [[session, toSession(values)] as const];
    });
    return { attribution, visits, candidates: new Map(found) };
  }
}

function nameOf({ offset, call }: CallKey): string {
  return `${offset} ${call}`;
}

/** The records of all other calls. */
function without(block: Uint8Array, calls: ReadonlySet<string>): Uint8Array {
  const { bytes, ints, records } = viewOf(block);
  const kept = new Uint8Array(bytes.length);
  let end = 0;
  for (let record = 0; record < records; record++) {
    const [offset = 0, call = 0] = [ints[record * WORDS + INT.offset], ints[record * WORDS + INT.call]];
    if (calls.has(nameOf({ offset, call }))) continue;
    kept.set(bytes.subarray(record * RECORD_BYTES, (record + 1) * RECORD_BYTES), end);
    end += RECORD_BYTES;
  }
  return kept.subarray(0, end);
}

function toSession(values: unknown): Session {
  return fromSessionValues(values as SessionValues);
}
