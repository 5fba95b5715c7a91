// Every DID the owner configured, and finding the one a trunk means.
import { type E164, parseE164 } from './e164.ts';
import type { Touchpoint } from './touchpoint.ts';

/** What a DID is for. */
export type DidRole =
  | { readonly kind: 'pool'; readonly pool: string }
  | { readonly kind: 'overflow'; readonly pool: string }
  | { readonly kind: 'channel'; readonly touchpoint: Touchpoint };

/** Shortest tail by which a number without its country or area code is still recognised. */
const SHORTEST_SUFFIX = 6;

/** The owner's DIDs. Lookup accepts each way a trunk may write a number: +7, 8, 7, 00, national, local tail. */
export class DidCatalogue {
  readonly #country: string;
  readonly #roles: ReadonlyMap<E164, DidRole>;
  /** Tails of every length to their only owner; null marks a tail that two DIDs share. */
  readonly #suffixes = new Map<string, E164 | null>();

  /** @param country ISO 3166-1 alpha-2, how numbers without a country code are read. */
  constructor(country: string, roles: ReadonlyMap<E164, DidRole>) {
    this.#country = country;
    this.#roles = roles;
    for (const did of roles.keys()) {
      const digits = did.slice(1);
      for (let length = SHORTEST_SUFFIX; length <= digits.length; length++) {
        const suffix = digits.slice(-length);
        this.#suffixes.set(suffix, this.#suffixes.has(suffix) ? null : did);
      }
    }
  }

  role(did: E164): DidRole | undefined {
    return this.#roles.get(did);
  }

  get dids(): Iterable<E164> {
    return this.#roles.keys();
  }

  /** The DID that `raw` (an extension, a header, a variable) means, or null when it is none of ours. */
  match(raw: string): E164 | null {
    const parsed = parseE164(raw, this.#country);
    if (parsed && this.#roles.has(parsed)) return parsed;
    const digits = raw.replace(/\D/g, '');
    if (digits.length < SHORTEST_SUFFIX || digits.length > 15) return null;
    return this.#suffixes.get(digits) ?? null;
  }
}
