// A write compiled once by kysely and run as a prepared statement from then on.
import type { Statement } from 'better-sqlite3';
import { type Compilable, type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';

/** Stands in the query for a value that each run brings. */
class Slot {
  readonly name: PropertyKey;

  constructor(name: PropertyKey) {
    this.name = name;
  }
}

/**
 * `prepareWrite<LeaseRow>(database, (row) => database.query.insertInto('lease').values(row))` answers a function that
 * runs the statement with a row's values and tells how many rows changed; 3 to 4 us a run. Every input must have the
 * properties of the first one.
 */
export function prepareWrite<Input extends object>(
  database: Database,
  build: (slots: Input) => Compilable,
): (input: Input) => number {
  let prepared: { statement: Statement; names: (keyof Input)[] } | undefined;
  return (input) => {
    prepared ??= prepare(database, build, input);
    const values: unknown[] = [];
    for (const name of prepared.names) values.push(input[name]);
    return prepared.statement.run(values).changes;
  };
}

/**
 * As `prepareWrite`, for the hottest writes: values come as an array in the order of `columns`, and `build` must take
 * each of them once in that order.
 */
export function prepareValues<Row extends object, Values extends readonly unknown[]>(
  database: Database,
  columns: readonly (keyof Row)[],
  build: (slots: Row) => Compilable,
): (values: Values) => void {
  const example = Object.fromEntries(columns.map((column) => [column, null])) as Row;
  const { statement, names } = prepare(database, build, example);
  if (names.join() !== columns.join()) throw new TypeError(`Columns out of order: ${names.join()}`);
  return (values) => {
    statement.run(values);
  };
}

function prepare<Input extends object>(
  database: Database,
  build: (slots: Input) => Compilable,
  example: Input,
): { statement: Statement; names: (keyof Input)[] } {
  const slots = Object.fromEntries(Object.keys(example).map((name) => [name, new Slot(name)])) as Input;
  const compiled = build(slots).compile();
  const names = compiled.parameters.map((parameter) => {
    if (!(parameter instanceof Slot))
      throw new TypeError(`A prepared write takes slots only: ${compiled.sql}`);
    return parameter.name as keyof Input;
  });
  return { statement: database.sqlite.prepare(compiled.sql), names };
}

/** For `doUpdateSet`: each column takes what the insert brought, so that values are bound once and not twice. */
export function excluded<Row extends object>(row: Row): { [Name in keyof Row]: RawBuilder<Row[Name]> } {
  const columns = Object.keys(row).map((name) => [name, sql.ref(`excluded.${name}`)]);
  return Object.fromEntries(columns) as { [Name in keyof Row]: RawBuilder<Row[Name]> };
}
