// Whether the database can be read and written, found out without writing.
import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Database } from './database.ts';
import { StorageFailure } from './storage-failure.ts';

/** `new`: no file yet, and its folder can be written or made. */
export type StorageSurvey =
  | { readonly state: 'sound' | 'new' }
  | { readonly state: 'broken'; readonly message: string };

export function surveyStorage(path: string): StorageSurvey {
  try {
    accessSync(nearestFolder(path), constants.W_OK);
    if (!existsSync(path)) return { state: 'new' };
    accessSync(path, constants.W_OK);
    Database.openToRead(path).close();
    return { state: 'sound' };
  } catch (error) {
    return { state: 'broken', message: StorageFailure.of(error, path).message };
  }
}

/** The one that is there: the folders below it would be made at start. */
function nearestFolder(path: string): string {
  const folder = dirname(path);
  return existsSync(folder) || folder === path ? folder : nearestFolder(folder);
}
