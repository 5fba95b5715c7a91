// Every DID the owner configured, and finding the one a trunk means.
import { type E164, parseE164, phoneDigits } from './e164.ts';
import type { Touchpoint } from './touchpoint.ts';

/** What a DID is for. */
export type DidRole =
  | { readonly kind: 'pool'; readonly pool: string }
  | { readonly kind: 'overflow'; readonly pool: string }
  | { readonly kind: 'channel'; readonly touchpoint: Touchpoint };

/** Finding our DID in what a trunk wrote. */
export type DidMatcher = Pick<DidCatalogue, 'match'>;

/** Shortest tail by which a number without its country or area code is still recognised. */
const SHORTEST_TAIL = 6;

/** The owner's DIDs. Lookup accepts each way a trunk may write a number: +7, 8, 7, 00, national, local tail. */
export class DidCatalogue {
  readonly #country: string;
  readonly #roles: ReadonlyMap<E164, DidRole>;
  /** The last `SHORTEST_TAIL` digits to the DIDs that end so: one entry a DID, even for a million of them. */
  readonly #byTail = new Map<string, E164[]>();

  /** @param country ISO 3166-1 alpha-2, how numbers without a country code are read. */
  constructor(country: string, roles: ReadonlyMap<E164, DidRole>) {
    this.#country = country;
    this.#roles = roles;
    for (const did of roles.keys()) {
      const tail = did.slice(-SHORTEST_TAIL);
      const sharing = this.#byTail.get(tail);
      if (sharing) sharing.push(did);
      else this.#byTail.set(tail, [did]);
    }
  }

  role(did: E164): DidRole | undefined {
    return this.#roles.get(did);
  }

  /** The pool that lends the DID or overflows to it. */
  poolOf(did: E164): string | null {
    const role = this.#roles.get(did);
    return role && role.kind !== 'channel' ? role.pool : null;
  }

  get dids(): Iterable<E164> {
    return this.#roles.keys();
  }

  /**
   * The DID that `raw` (an extension, a header, a variable) means, or null when it is none of ours. A tail that two
   * DIDs share means neither: a call booked on the wrong DID is worse than one not booked.
   */
  match(raw: string): E164 | null {
    const parsed = parseE164(raw, this.#country);
    if (parsed && this.#roles.has(parsed)) return parsed;
    const digits = phoneDigits(raw);
    if (digits === null || digits.length < SHORTEST_TAIL) return null;
    const ending = this.#byTail.get(digits.slice(-SHORTEST_TAIL))?.filter((did) => did.endsWith(digits));
    return ending?.length === 1 ? (ending[0] ?? null) : null;
  }
}
