// What happens to connections that do not speak HTTP, or speak it too slowly.
import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../ports/clock.ts';
import type { HttpMeter } from './http-meter.ts';
import { PROBLEM_TYPE, type ProblemCode, problem } from './problems.ts';

/** How long a client may take to read why it was refused (ms). */
const LINGER = 1_000;

/** Answers a broken request with its problem, counts it, and closes the connection. */
export function answerHttpFaults(server: Server, meter: HttpMeter, clock: Clock): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    // The parser complains again about each further chunk.
    if (socket.writableEnded || socket.destroyed) return;
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const code = codeOf(error);
    meter.refused(code);
    socket.end(rawAnswer(code));
    // Destroyed at once, unread bytes would make the kernel reset the connection and lose the answer.
    socket.resume();
    const cancel = clock.after(LINGER, () => socket.destroy());
    socket.once('close', cancel);
  });
  // Expect: anything but 100-continue (RFC 9110, 10.1.1).
  server.on('checkExpectation', (_request, response) => {
    meter.refused('expectation-failed');
    const body = JSON.stringify(problem('expectation-failed'));
    response.writeHead(417, { 'Content-Type': PROBLEM_TYPE, 'Content-Length': body.length }).end(body);
  });
}

function codeOf(error: NodeJS.ErrnoException): ProblemCode {
  switch (error.code) {
    case 'HPE_HEADER_OVERFLOW':
      return 'headers-too-large';
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 'request-timeout';
    default:
      return 'malformed-request';
  }
}

function rawAnswer(code: ProblemCode): string {
  const value = problem(code);
  const body = JSON.stringify(value);
  return [
    `HTTP/1.1 ${value.status} ${value.title}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
