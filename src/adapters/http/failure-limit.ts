// Slowing down whoever guesses: only failures count.
import type { Request, RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { ProblemError } from './problems.ts';

/** A quarter of an hour. */
const WINDOW_MS = 15 * 60_000;

export interface FailureLimitOptions {
  /** Failures in a quarter of an hour; after that everything is refused until it is over. */
  readonly limit: number;
  /** Whose failures are counted together. */
  readonly key: (request: Request, response: Response) => string;
  /** Who is neither counted nor refused. */
  readonly except?: (request: Request, response: Response) => boolean;
}

export function failureLimit({ limit, key, except }: FailureLimitOptions): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_MS,
    limit,
    keyGenerator: key,
    skip: (request, response) => except?.(request, response) ?? false,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_request, response) =>
      response.statusCode < 400 || response.locals['noFailure'] === true,
    legacyHeaders: false,
    // Its own checks are about `request.ip`, which is not used here.
    validate: false,
    handler: () => {
      const detail = 'too many failures; wait a quarter of an hour';
      throw new ProblemError('rate-limited', { detail }, { 'Retry-After': String(WINDOW_MS / 1000) });
    },
  });
}

/** The answer is a refusal, but nobody has guessed. */
export function isNoFailure(response: Response): void {
  response.locals['noFailure'] = true;
}
