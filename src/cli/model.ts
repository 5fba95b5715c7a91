// `leaseline model`: what was learned of when each site's visitors phone.
import { parseArgs } from 'node:util';
import { Database } from '../adapters/storage/database.ts';
import { savedModels } from '../adapters/storage/saved-models.ts';
import { StorageFailure } from '../adapters/storage/storage-failure.ts';
import { CallModel } from '../core/call-model.ts';
import { loadModel } from '../services/call-learning.ts';
import type { CommandIo } from './command-io.ts';
import { modelTable } from './model-table.ts';
import { recordedSource } from './recorded-source.ts';

const USAGE = 'Usage: leaseline model (--config FILE | --db FILE)\n';

/** Answers the exit code: 0 when it could say, 2 when asked wrongly or the database cannot be read. */
export async function model(args: string[], io: CommandIo): Promise<number> {
  const asked = readArguments(args);
  if (!asked) {
    io.stderr.write(USAGE);
    return 2;
  }
  const source = recordedSource(asked, io);
  if (!source) return 2;
  try {
    const database = Database.openToRead(source.path);
    const learned = new CallModel(source.leaseline.lease.heartbeat);
    const say = (_: object, message: string) => void io.stderr.write(`${message}\n`);
    const log = { info: say, warn: say, error: say };
    loadModel(learned, { load: () => savedModels(database) }, log);
    database.close();
    io.stdout.write(modelTable(learned));
    return 0;
  } catch (error) {
    if (!(error instanceof StorageFailure)) throw error;
    io.stderr.write(`${error.message}\n`);
    return 2;
  }
}

function readArguments(args: string[]): { config: string | undefined; db: string | undefined } | null {
  try {
    const options = { config: { type: 'string' }, db: { type: 'string' } } as const;
    const { config, db } = parseArgs({ args, options }).values;
    return (config === undefined) === (db === undefined) ? null : { config, db };
  } catch {
    return null;
  }
}
