// One GeoIP file, kept open and read again when it is replaced.

import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { open, type Reader, type Response } from 'maxmind';
import type { Millis } from '../../core/millis.ts';
import type { Logger } from '../../ports/logger.ts';
import type { IpAddress } from './ip-address.ts';

/** Owners update monthly to weekly; one stat() a minute is enough and costs nothing. */
const LOOK_EVERY: Millis = 60_000;

export interface GeoDatabaseOptions {
  readonly path: string;
  readonly lookEvery?: Millis;
}

export class GeoDatabase {
  readonly #path: string;
  readonly #logger: Logger;
  #reader: Reader<Response>;
  /** Which state of the file was read. */
  #version: string;
  #broken = false;
  readonly #looking: NodeJS.Timeout;

  /** Rejects with a message for the owner when the file is missing, damaged, packed or of another kind. */
  static async open(
    { path, lookEvery = LOOK_EVERY }: GeoDatabaseOptions,
    logger: Logger,
  ): Promise<GeoDatabase> {
    // Before it is read: what replaces it meanwhile is seen at the next look.
    const version = await versionOf(path);
    return new GeoDatabase(path, await read(path), { version, lookEvery, logger });
  }

  private constructor(
    path: string,
    reader: Reader<Response>,
    { version, lookEvery, logger }: { version: string; lookEvery: Millis; logger: Logger },
  ) {
    this.#path = path;
    this.#reader = reader;
    this.#version = version;
    this.#logger = logger;
    // maxmind's own watchForUpdates ends the process when the new file is damaged or half written.
    this.#looking = setInterval(() => void this.#look(), lookEvery);
    this.#looking.unref();
  }

  /** Asking an IPv4-only file for an IPv6 address answers a place, and a wrong one: ask this first. */
  covers(family: IpAddress['family']): boolean {
    const { ipVersion, databaseType } = this.#reader.metadata;
    if (family === 6) return ipVersion === 6;
    return ipVersion === 4 || !/ipv6/i.test(databaseType);
  }

  /** The record as the file has it, null when it has none. */
  get(address: IpAddress): unknown {
    try {
      return this.#reader.get(address.text);
    } catch (error) {
      // A damaged page somewhere in the file: visitors still get numbers, the owner hears of it once.
      if (!this.#broken) {
        this.#broken = true;
        this.#logger.error({ id: 'GEOIP_DAMAGED', path: this.#path, error }, 'The GeoIP database is damaged');
      }
      return null;
    }
  }

  close(): void {
    clearInterval(this.#looking);
  }

  async #look(): Promise<void> {
    const version = await versionOf(this.#path);
    // None: between the removal of the old file and the arrival of the new one.
    if (version === '' || version === this.#version) return;
    this.#version = version;
    try {
      this.#reader = await read(this.#path);
      this.#broken = false;
      const built = this.#reader.metadata.buildEpoch.toISOString();
      this.#logger.info({ id: 'GEOIP_RELOADED', path: this.#path, built }, 'Read the new GeoIP database');
    } catch (error) {
      this.#logger.warn(
        { id: 'GEOIP_RELOAD_FAILED', path: this.#path, error },
        'The new GeoIP database cannot be read; the old one stays in use',
      );
    }
  }
}

/** Another for each other file of that name; empty when there is none. */
async function versionOf(path: string): Promise<string> {
  const { ino = 0, size = 0, mtimeMs = 0 } = await stat(path).catch(() => ({}) as Partial<Stats>);
  return ino === 0 ? '' : `${ino} ${size} ${mtimeMs}`;
}

async function read(path: string): Promise<Reader<Response>> {
  let reader: Reader<Response>;
  try {
    reader = await open<Response>(path);
  } catch (error) {
    throw new Error(`GeoIP database ${path}: ${reasonOf(error)}`, { cause: error });
  }
  const { databaseType } = reader.metadata;
  if (!/city|country|enterprise/i.test(databaseType)) {
    throw new Error(
      `GeoIP database ${path}: it is of type "${databaseType}"; Leaseline needs a City or a Country database`,
    );
  }
  return reader;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file; correct geoip.database or remove it';
  if (code === 'EACCES') return 'it may not be read; give the service user read permission';
  if (code === 'EISDIR') return 'it is a directory; name the .mmdb file in it';
  if (error.message.includes('gzip')) return 'it is packed; unpack it with gunzip';
  return `it is damaged or no .mmdb file (${error.message}); download it again`;
}
