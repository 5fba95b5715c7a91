// Reading a request's body: bounded in memory, and so that even a sender of too much still gets its answer.
import type { IncomingMessage } from 'node:http';

/** Longer bodies are read to their end but not kept; none of our requests comes near this. */
export const BODY_LIMIT = 16 * 1024;

/**
 * Past this the rest is not even read. Until then it is: closing a socket with unread data makes the kernel send a
 * reset, which can overtake the answer (RFC 9112, 9.6).
 */
const DISCARD_LIMIT = 8 * 1024 * 1024;

/** `endless`: more than we care to read, so the connection must be closed with the answer. */
export type BodyRead = { kind: 'whole'; text: string } | { kind: 'too-large'; endless: boolean };

/**
 * Calls `done` once, when the body is there; never when the client goes away before.
 * @param limit bytes kept
 */
export function readBody(
  request: IncomingMessage,
  done: (body: BodyRead) => void,
  limit: number = BODY_LIMIT,
): void {
  if (Number(request.headers['content-length'] ?? 0) > DISCARD_LIMIT) {
    request.resume();
    done({ kind: 'too-large', endless: true });
    return;
  }
  let chunks: Buffer[] = [];
  let size = 0;
  let answered = false;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else chunks = [];
    if (size > DISCARD_LIMIT && !answered) {
      answered = true;
      done({ kind: 'too-large', endless: true });
    }
  });
  request.on('end', () => {
    if (answered) return;
    if (size > limit) return done({ kind: 'too-large', endless: false });
    const [only] = chunks;
    done({
      kind: 'whole',
      text: (chunks.length === 1 && only ? only : Buffer.concat(chunks)).toString('utf8'),
    });
  });
}
