// The contract of every error answer.
import { expect } from 'vitest';
import { PROBLEMS, type ProblemCode } from '../../../src/adapters/http/problems.ts';
import type { Problem } from '../../../src/wire/problem.ts';

/** Checks status, type and shape of an error answer, and that it tells nothing of our insides. */
export async function expectProblem(response: Response, code: ProblemCode): Promise<Problem> {
  const [status, title] = PROBLEMS[code];
  const text = await response.text();
  expect({ status: response.status, text }).toMatchObject({ status });
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(text).not.toMatch(/\bat .*:\d+:\d+|node_modules|\.ts\b/);
  const body = JSON.parse(text) as Problem;
  expect(body).toMatchObject({ type: `urn:leaseline:${code}`, title, status });
  return body;
}
