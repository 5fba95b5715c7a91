// The query of `GET /v1/calls` and `/v1/calls.csv`, as the call repository asks for it.
import { z } from 'zod';
import { CALL_OUTCOMES } from '../../core/call.ts';
import { type E164, parseE164 } from '../../core/e164.ts';
import type { CallQuery } from '../../ports/call-repository.ts';
import { ProblemError, schemaFaults } from './problems.ts';

export const PAGE_LIMIT = 200;
const DEFAULT_PAGE = 50;

export type CallFilters = Omit<CallQuery, 'limit' | 'cursor'>;

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
      from: time.exactOptional(),
      to: time.exactOptional(),
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
    return parseQuery(this.#page, query);
  }

  /** @throws {ProblemError} `invalid-query` */
  span(query: unknown): ReportSpan {
    return parseQuery(SpanSchema, query);
  }

  /** @throws {ProblemError} `invalid-query` */
  filters(query: unknown): CallFilters {
    return parseQuery(this.#filters, query);
  }
}

/** An instant, or a day (UTC), as a query writes it. */
export const time = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error: 'must be ISO 8601 with a zone, or a date (UTC)',
  })
  .transform((text) => Date.parse(text));

const SpanSchema = z.strictObject({ from: time.exactOptional(), to: time.exactOptional() });

/** @throws {ProblemError} `invalid-query` */
export function parseQuery<T>(schema: z.ZodType<T>, query: unknown): T {
  const result = schema.safeParse(query);
  if (result.success) return result.data;
  throw new ProblemError('invalid-query', { errors: schemaFaults(result.error) });
}
