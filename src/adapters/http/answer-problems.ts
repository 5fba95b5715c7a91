// The last middleware of the express app: turns whatever was thrown into a problem, and shows no stack to anyone.
import type { ErrorRequestHandler } from 'express';
import type { Logger } from '../../ports/logger.ts';
import type { HttpMeter } from './http-meter.ts';
import { PROBLEM_TYPE, ProblemError, problem } from './problems.ts';

export function answerProblems(meter: HttpMeter, log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const known = asProblem(error);
    if (known.code === 'internal') {
      log.error(
        { id: 'HTTP_REQUEST_FAILED', method: request.method, path: request.path, error },
        'a request failed',
      );
    }
    meter.refused(known.code);
    // Half an answer is out: only cutting the connection can tell the client.
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const body = problem(known.code, known.extras);
    response.status(body.status).set(known.headers).set('Cache-Control', 'no-store');
    response.type(PROBLEM_TYPE).send(JSON.stringify(body));
  };
}

/** Express and `send` throw http-errors with a status of their own: a broken %-escape, a path outside the folder. */
function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const status = (error as { status?: unknown } | null)?.status;
  if (status === 400) return new ProblemError('malformed-request');
  if (status === 403 || status === 404) return new ProblemError('not-found');
  return new ProblemError('internal');
}
