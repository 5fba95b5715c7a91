// What visitors are told: their numbers as the page is to write them, or that there are none.
import type { E164 } from '../core/e164.ts';
import type { Lease } from '../core/lease.ts';
import type { Millis } from '../core/millis.ts';
import type { Session } from '../core/session.ts';
import { WrittenNumbers } from '../core/written-numbers.ts';
import type { IdSource } from '../ports/id-source.ts';
import type { LeaseAnswer, LeaseDemand, NumberOnPage } from './lease-answer.ts';

/** Marks the token of a visitor without a lease of their own: it is never gone. */
const UNLEASED_TOKEN = 'unleased.';

/** Between the tokens of a page whose printed numbers come from several pools: one lease each. */
const TOKEN_SEPARATOR = '~';

export interface VisitorAnswersOptions {
  readonly ids: IdSource;
  /** How often a visible page should report, at this moment. */
  readonly heartbeat: () => Millis;
}

/** What stands in the place of some printed numbers. */
export type ShownNumbers = {
  readonly numbers: readonly E164[];
  /** Null: they stay. */
  readonly did: E164 | null;
  readonly pool: string | null;
} & (
  | { readonly lease: Lease }
  /** `overflow`: they should have been lent one of their own. */
  | { readonly lease: null; readonly overflow: boolean }
);

export class VisitorAnswers {
  readonly #options: VisitorAnswersOptions;
  readonly #written = new WrittenNumbers();

  constructor(options: VisitorAnswersOptions) {
    this.#options = options;
  }

  /** Whether the token is of a visitor without a lease. */
  static isUnleased(token: string): boolean {
    return token.startsWith(UNLEASED_TOKEN);
  }

  get heartbeatS(): number {
    return seconds(this.#options.heartbeat());
  }

  /** Its token stands for all its leases; where there is none, for a page that is to come again but is never gone. */
  page(session: Session, shown: readonly ShownNumbers[], now: Millis): LeaseAnswer {
    // Two printed numbers may be of one pool: then one lease stands for both.
    const leases = [...new Set(shown.flatMap(({ lease }) => lease ?? []))];
    const unleased = leases.length === 0;
    const times = unleased
      ? this.#withoutLease()
      : {
          token: leases.map(({ token }) => token).join(TOKEN_SEPARATOR),
          expiresInS: seconds(Math.min(...leases.map(({ expiresAt }) => expiresAt)) - now),
          heartbeatS: this.heartbeatS,
        };
    return {
      kind: 'numbers',
      ...times,
      session: session.id,
      visitor: session.visitor,
      numbers: shown.flatMap(({ numbers, did }) => (did === null ? [] : this.#onPage(numbers, did))),
      pool: (leases[0] ?? shown.find(({ pool }) => pool !== null))?.pool ?? null,
      region: session.place.region,
      overflow: unleased && shown.some((each) => each.lease === null && each.overflow),
      visitCode: session.visitCode,
    };
  }

  /** Nothing that would cost a number or a row, and nothing that would make the page ask again. */
  crawler({ session, visitor }: LeaseDemand): LeaseAnswer {
    const { ids } = this.#options;
    return {
      kind: 'numbers',
      ...this.#withoutLease(),
      session: session ?? ids.token(),
      visitor: visitor ?? ids.token(),
      numbers: [],
      pool: null,
      region: null,
      overflow: false,
      visitCode: '',
    };
  }

  #withoutLease() {
    const { heartbeatS } = this;
    return {
      token: UNLEASED_TOKEN + this.#options.ids.token(),
      expiresInS: heartbeatS * 2,
      heartbeatS,
    };
  }

  #onPage(printed: readonly E164[], did: E164): NumberOnPage[] {
    const { national, international } = this.#written.write(did);
    return printed.map((replace) => ({ replace, did, national, international }));
  }
}

/** The leases a page's token stands for. */
export function leaseTokens(token: string): string[] {
  return token.split(TOKEN_SEPARATOR);
}

/** Whole seconds, never less than none. */
export function seconds(length: Millis): number {
  return Math.max(0, Math.round(length / 1_000));
}
