// The model store on a real SQLite file.
import { expect, it } from 'vitest';
import { SqliteModelStore } from '../../../src/adapters/storage/sqlite-model-store.ts';
import { NOON } from '../../support/fake-clock.ts';
import { modelStoreContract } from './model-store-contract.ts';
import { StorageBed } from './storage-bed.ts';

function storeOn(bed: StorageBed): SqliteModelStore {
  return new SqliteModelStore(bed.database, bed.commits, bed.clock);
}

modelStoreContract('SqliteModelStore', () => {
  const bed = new StorageBed();
  return { models: storeOn(bed), settle: () => bed.commits.flush(), close: () => bed.remove() };
});

it('has after a restart what was saved last, and when', () => {
  const bed = new StorageBed();
  storeOn(bed).save('shop', '{}');
  bed.reopen();
  expect(storeOn(bed).load()).toEqual(new Map([['shop', '{}']]));
  const rows = bed.database.all(bed.database.query.selectFrom('delay_model').selectAll());
  expect(rows).toEqual([{ site: 'shop', state: '{}', saved_at: NOON }]);
  bed.remove();
});
