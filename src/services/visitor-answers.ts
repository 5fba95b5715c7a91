// What visitors are told: their numbers as the page is to write them, or that there are none.
import { type E164, parseE164 } from '../core/e164.ts';
import type { Lease } from '../core/lease.ts';
import type { Millis } from '../core/millis.ts';
import type { Session } from '../core/session.ts';
import { WrittenNumbers } from '../core/written-numbers.ts';
import type { IdSource } from '../ports/id-source.ts';
import type { Site } from '../ports/site-directory.ts';
import type { LeaseAnswer, LeaseDemand, NumberOnPage } from './lease-answer.ts';

/** Marks the token of a visitor without a lease of their own: it is never gone. */
const UNLEASED_TOKEN = 'unleased.';

export interface VisitorAnswersOptions {
  /** ISO 3166-1 alpha-2: how numbers without a country code are read. */
  readonly country: string;
  readonly ids: IdSource;
  /** How often a visible page should report, at this moment. */
  readonly heartbeat: () => Millis;
}

/** What is shown to a visitor who got no lease. */
export interface Instead {
  /** Null: the page keeps its printed number. */
  readonly did: E164 | null;
  readonly pool: string | null;
  readonly overflow: boolean;
}

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

  /** Those of the site's printed numbers that the page shows. */
  printed(site: Site, numbers: readonly string[] | null): readonly E164[] {
    if (numbers === null) return site.replace;
    const wanted = new Set(numbers.map((number) => parseE164(number, this.#options.country)));
    return site.replace.filter((number) => wanted.has(number));
  }

  leased(session: Session, printed: readonly E164[], lease: Lease, now: Millis): LeaseAnswer {
    return {
      kind: 'numbers',
      token: lease.token,
      session: session.id,
      visitor: session.visitor,
      numbers: this.#onPage(printed, lease.did),
      pool: lease.pool,
      region: session.place.region,
      expiresInS: seconds(lease.expiresAt - now),
      heartbeatS: this.heartbeatS,
      overflow: false,
      visitCode: session.visitCode,
    };
  }

  /** A number shared with others, or the printed one; its token needs no lease. */
  unleased(session: Session, printed: readonly E164[], { did, pool, overflow }: Instead): LeaseAnswer {
    return {
      kind: 'numbers',
      ...this.#withoutLease(),
      session: session.id,
      visitor: session.visitor,
      numbers: did === null ? [] : this.#onPage(printed, did),
      pool,
      region: session.place.region,
      overflow,
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

/** Whole seconds, never less than none. */
export function seconds(length: Millis): number {
  return Math.max(0, Math.round(length / 1_000));
}
