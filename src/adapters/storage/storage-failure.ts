// What went wrong in the database, in words an owner can act on.
import BetterSqlite3 from 'better-sqlite3';

/** The database could not be opened, read or written. `code` is SQLite's or the system's, null when neither spoke. */
export class StorageFailure extends Error {
  override readonly name = 'StorageFailure';
  readonly code: string | null;

  constructor(message: string, code: string | null, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }

  /** @param path the database file */
  static of(error: unknown, path: string): StorageFailure {
    if (error instanceof StorageFailure) return error;
    const code = codeOf(error);
    const reason = error instanceof Error ? error.message : String(error);
    return new StorageFailure(`Database ${path}: ${adviceFor(code) ?? reason}`, code, error);
  }

  /** Whether the write itself was at fault (a bad value, a broken constraint) and the database is well. */
  static isFaultOfWrite(error: unknown): boolean {
    if (error instanceof StorageFailure || isSystemError(error)) return false;
    if (!(error instanceof BetterSqlite3.SqliteError)) return true;
    return /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE|ERROR)/.test(error.code);
  }
}

/** The operating system refused something. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

function codeOf(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}

/** Result codes: https://www.sqlite.org/rescode.html, with their extended forms (`SQLITE_IOERR_WRITE`). */
function adviceFor(code: string | null): string | null {
  if (code === null) return null;
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') return 'the disk is full; free some space';
  if (code === 'SQLITE_NOTADB') return 'the file is no database, or is damaged; restore it from a backup';
  if (code.startsWith('SQLITE_CORRUPT')) return 'the file is damaged; restore it from a backup';
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS') {
    return 'the file may not be written; give the service user write permission on it and its folder';
  }
  if (code.startsWith('SQLITE_CANTOPEN')) {
    return 'the file cannot be opened; check that it is a file and that the service user may write to its folder';
  }
  if (code.startsWith('SQLITE_BUSY')) return 'another process has it locked; stop that process';
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO')
    return `the disk reports an error (${code}); check the disk and its space`;
  if (code === 'EACCES' || code === 'EPERM') {
    return 'its folder may not be written; give the service user write permission on it';
  }
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return 'a part of the path is a file, not a folder; correct storage.path';
  return null;
}
