// The query of `GET /v1/calls` and `/v1/calls.csv`, as the call repository asks for it.
import { z } from 'zod';
import { CALL_OUTCOMES } from '../../core/call.ts';
import { type E164, parseE164 } from '../../core/e164.ts';
import type { Millis } from '../../core/millis.ts';
import type { CallQuery } from '../../ports/call-repository.ts';
import { MISSED_STATES } from '../../wire/missed-call.ts';
import { ProblemError, schemaFaults } from './problems.ts';

export const PAGE_LIMIT = 200;
const DEFAULT_PAGE = 50;
const WEEK: Millis = 7 * 86_400_000;

export type CallFilters = Omit<CallQuery, 'limit' | 'cursor' | 'sites'>;

/** What a report covers: calls begun at or after `from` and before `to`. */
export type ReportSpan = Pick<CallQuery, 'from' | 'to'>;

export class CallFilterParser {
  readonly #page: z.ZodType<CallQuery>;
  readonly #filters: z.ZodType<CallFilters>;

  /** @param country ISO 3166-1 alpha-2, how numbers without a country code are read. */
  constructor(country: string) {
    const number = z.string().transform((raw, context): E164 => {
      const parsed = parseE164(raw, country);
      if (parsed) return parsed;
      context.addIssue({ code: 'custom', message: 'is no phone number (in a URL, + is written %2B)' });
      return z.NEVER;
    });
    // Strict, because a misspelt filter would quietly give every call.
    const filters = z.strictObject({
      from: queryTime.exactOptional(),
      to: queryTime.exactOptional(),
      did: number.exactOptional(),
      caller: number.exactOptional(),
      source: z.string().min(1).max(200).exactOptional(),
      outcome: z.enum(CALL_OUTCOMES).exactOptional(),
    });
    this.#filters = filters;
    this.#page = filters.extend({
      cursor: z.string().min(1).max(200).exactOptional(),
      limit: z.coerce.number().int().min(1).max(PAGE_LIMIT).default(DEFAULT_PAGE),
    });
  }

  /** @throws {ProblemError} `invalid-query` */
  page(query: unknown): CallQuery {
    return readQuery(this.#page, query);
  }

  /** @throws {ProblemError} `invalid-query` */
  span(query: unknown): ReportSpan {
    return readQuery(SpanSchema, query);
  }

  /**
   * Calls of the last week, unless the query says otherwise.
   * @throws {ProblemError} `invalid-query`
   */
  missed(query: unknown, now: Millis): MissedQuery {
    const { from = now - WEEK, to = Number.MAX_SAFE_INTEGER, state = null } = readQuery(MissedSchema, query);
    return { from, to, state };
  }

  /** @throws {ProblemError} `invalid-query` */
  filters(query: unknown): CallFilters {
    return readQuery(this.#filters, query);
  }
}

/** What `GET /v1/missed` asks for. */
export interface MissedQuery {
  readonly from: Millis;
  readonly to: Millis;
  /** Null for all. */
  readonly state: (typeof MISSED_STATES)[number] | null;
}

/** A time in a query, as ms since the epoch. */
export const queryTime = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error: 'must be ISO 8601 with a zone, or a date (UTC)',
  })
  .transform((text) => Date.parse(text));

const SpanSchema = z.strictObject({ from: queryTime.exactOptional(), to: queryTime.exactOptional() });
const MissedSchema = SpanSchema.extend({ state: z.enum(MISSED_STATES).exactOptional() });

/** @throws {ProblemError} `invalid-query` */
export function readQuery<T>(schema: z.ZodType<T>, query: unknown): T {
  const result = schema.safeParse(query);
  if (result.success) return result.data;
  throw new ProblemError('invalid-query', { errors: schemaFaults(result.error) });
}
