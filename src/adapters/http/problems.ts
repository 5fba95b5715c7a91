// Every way a request can be refused, as RFC 9457 problem details. `docs/api.md` lists them for client authors.
import type { ZodError } from 'zod';
import type { Problem } from '../../wire/problem.ts';

/** Code (the stable end of the type URN) to status and title. */
export const PROBLEMS = {
  'malformed-request': [400, 'The request is not valid HTTP'],
  'malformed-json': [400, 'The body is not JSON'],
  unauthenticated: [401, 'Log in first'],
  'wrong-credentials': [401, 'Name or password is wrong'],
  'totp-required': [401, 'A code of your authenticator app is needed'],
  'foreign-origin': [403, 'This origin may not ask'],
  'cross-site-request': [403, 'A browser session may only be used from the monitor itself'],
  'role-forbidden': [403, 'Your role does not allow this'],
  'scope-missing': [403, 'The token does not allow this'],
  'unknown-site': [404, 'No such site'],
  'unknown-call': [404, 'No such call'],
  'no-recording': [404, 'This call has no recording that can be played'],
  'unknown-user': [404, 'No such user'],
  'unknown-token': [404, 'No such token'],
  'unknown-spend': [404, 'No such spend'],
  'not-found': [404, 'Nothing here'],
  'method-not-allowed': [405, 'This method is not supported here'],
  'request-timeout': [408, 'The request took too long to arrive'],
  'name-taken': [409, 'The name is taken'],
  'user-from-config': [409, 'This user is changed in the configuration'],
  'last-admin': [409, 'Somebody must remain who can administrate'],
  'totp-state': [409, 'The authenticator app is not in this state'],
  'lease-gone': [410, 'The lease has ended'],
  'link-gone': [410, 'The link was used, or has expired'],
  'body-too-large': [413, 'The body is too large'],
  'unsupported-media-type': [415, 'The body has an unsupported type'],
  'no-such-range': [416, 'The recording is shorter than the range asked for'],
  'expectation-failed': [417, 'The expectation cannot be met'],
  'invalid-body': [422, 'The body does not have the expected shape'],
  'invalid-query': [422, 'The query does not have the expected shape'],
  'unknown-visit-code': [422, 'No visit had this code'],
  'wrong-password': [422, 'The password is wrong'],
  'wrong-code': [422, 'The code is wrong, or was used'],
  'rate-limited': [429, 'Too many requests'],
  'headers-too-large': [431, 'The request headers are too large'],
  internal: [500, 'Something went wrong here'],
  'not-ready': [503, 'Not ready to serve'],
  'reports-busy': [503, 'Too many reports at once'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface ProblemExtras {
  readonly detail?: string;
  readonly errors?: { path: string; message: string }[];
}

export const PROBLEM_TYPE = 'application/problem+json';

export function problem(code: ProblemCode, extras: ProblemExtras = {}): Problem {
  const [status, title] = PROBLEMS[code];
  return { type: `urn:leaseline:${code}`, title, status, ...extras };
}

/** Thrown by the routes of the express app, and answered by its last middleware. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly extras: ProblemExtras;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, extras: ProblemExtras = {}, headers: Record<string, string> = {}) {
    super(PROBLEMS[code][1]);
    this.code = code;
    this.extras = extras;
    this.headers = headers;
  }
}

/** A body of 16 KB can hold thousands of faults; nobody reads more than these. */
const MOST_FAULTS = 20;

/** What a schema found wrong, one fault a line. */
export function schemaFaults(error: ZodError): { path: string; message: string }[] {
  return error.issues
    .slice(0, MOST_FAULTS)
    .map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
}
