// Where a visitor's address lies, by databases in MaxMind's format.
import type { Place } from '../../core/session.ts';
import type { GeoLocator } from '../../ports/geo-locator.ts';
import type { Logger } from '../../ports/logger.ts';
import { GeoDatabase } from './geo-database.ts';
import { parseIpAddress } from './ip-address.ts';
import { NOWHERE, toPlace } from './place-record.ts';

export interface MaxmindLocatorOptions {
  /** GeoLite2 or GeoIP2 (City or Country, both families in one file), or an IPv4 file of ip-location-db. */
  readonly database?: string | undefined;
  /** The IPv6 file that goes with an IPv4 one. Without it an IPv6 visitor's place is unknown. */
  readonly databaseIpv6?: string | undefined;
}

export class MaxmindLocator implements GeoLocator {
  readonly enabled = true;
  readonly #databases: readonly GeoDatabase[];

  /**
   * Reads the files, and reads each again when it is replaced.
   * @throws Error whose message names the file, what is wrong with it and what to do
   */
  static async open(options: MaxmindLocatorOptions, logger: Logger): Promise<MaxmindLocator> {
    const databases: GeoDatabase[] = [];
    try {
      for (const path of [options.database, options.databaseIpv6]) {
        if (path !== undefined) databases.push(await GeoDatabase.open({ path }, logger));
      }
    } catch (error) {
      for (const database of databases) database.close();
      throw error;
    }
    return new MaxmindLocator(databases);
  }

  private constructor(databases: readonly GeoDatabase[]) {
    this.#databases = databases;
  }

  locate(address: string): Place {
    const parsed = parseIpAddress(address);
    if (!parsed) return NOWHERE;
    // The family is what the file says of itself, not which key names it: the two are easily swapped.
    const database = this.#databases.find((each) => each.covers(parsed.family));
    return database ? toPlace(database.get(parsed)) : NOWHERE;
  }

  close(): void {
    for (const database of this.#databases) database.close();
  }
}
