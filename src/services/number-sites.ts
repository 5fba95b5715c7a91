// Which sites numbers and pools belong to, by the numbering of this moment.
import type { E164 } from '../core/e164.ts';
import type { SiteMap } from '../core/operator-view.ts';
import type { NumberingSource } from './numbering.ts';

export class NumberSites implements SiteMap {
  readonly #numbering: NumberingSource;

  constructor(numbering: NumberingSource) {
    this.#numbering = numbering;
  }

  sitesOfDid(did: E164): readonly string[] {
    const { catalogue, channels, sites } = this.#numbering.current;
    const role = catalogue.role(did);
    if (role?.kind === 'pool' || role?.kind === 'overflow') return this.sitesOfPool(role.pool);
    const channel = channels.find((each) => each.did === did);
    if (!channel) return [];
    // A number of no site in particular stands in print or on the radio: it is everybody's.
    return channel.sites.length > 0 ? channel.sites : [...sites.keys()];
  }

  sitesOfPool(pool: string): readonly string[] {
    return this.#numbering.current.sitesOfPool.get(pool) ?? [];
  }
}
