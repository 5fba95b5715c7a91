// What a visitor call is answered with, and writing it: headers flat and at once keep node:http fast.
import type { OutgoingHttpHeader, ServerResponse } from 'node:http';
import { PROBLEM_TYPE, type ProblemCode, type ProblemExtras, problem } from './problems.ts';

/** `headers` are names and values in turn. */
export type VisitorAnswer =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'nothing'; readonly headers?: readonly string[] }
  | Refusal;

export interface Refusal {
  readonly kind: 'problem';
  readonly code: ProblemCode;
  readonly extras?: ProblemExtras;
  readonly headers?: readonly string[];
}

export function refusal(code: ProblemCode, extras: ProblemExtras = {}, headers: string[] = []): Refusal {
  return { kind: 'problem', code, extras, headers };
}

/** @param readableBy the page's origin when it may read the answer, else null. */
export function sendVisitorAnswer(
  response: ServerResponse,
  answer: VisitorAnswer,
  readableBy: string | null,
): void {
  switch (answer.kind) {
    case 'json':
      send(response, 200, 'application/json', JSON.stringify(answer.value), cors(readableBy));
      return;
    case 'nothing':
      response.writeHead(204, [...cors(readableBy), ...(answer.headers ?? [])]).end();
      return;
    case 'problem': {
      const body = problem(answer.code, answer.extras);
      const headers = [...cors(readableBy), ...(answer.headers ?? [])];
      send(response, body.status, PROBLEM_TYPE, JSON.stringify(body), headers);
    }
  }
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: OutgoingHttpHeader[],
): void {
  headers.push('Content-Type', type, 'Content-Length', Buffer.byteLength(body), 'Cache-Control', 'no-store');
  response.writeHead(status, headers).end(body);
}

function cors(readableBy: string | null): OutgoingHttpHeader[] {
  return readableBy === null ? [] : ['Access-Control-Allow-Origin', readableBy, 'Vary', 'Origin'];
}
