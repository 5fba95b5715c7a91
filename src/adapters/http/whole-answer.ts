// An answer of status 200 whose head we write ourselves and send in one piece with its body.
import type { ServerResponse } from 'node:http';
import type { Clock } from '../../ports/clock.ts';

const SECOND = 1_000;

/**
 * node:http puts every head together anew and sends it with the body as a list of pieces (writev), which costs 4 of the
 * 28 us of a bare echo. So the socket gets both as one text, and the response is told that they are sent.
 */
export class WholeAnswer {
  readonly #clock: Clock;
  #second = Number.NaN;
  /** RFC 9110, 6.6.1 */
  #date = '';

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * False, and nothing is done, where that would be wrong: an earlier answer of the connection is still to come, or the
   * connection ends with this one. Then node:http is to write it.
   * @param fields header fields, a line each
   */
  send(response: ServerResponse, fields: string, body: string): boolean {
    const { socket } = response;
    if (socket === null || socket.destroyed || !response.shouldKeepAlive) return false;
    const length = Buffer.byteLength(body);
    const head = `HTTP/1.1 200 OK\r\n${fields}Date: ${this.#now()}\r\nConnection: keep-alive\r\nContent-Length: ${length}\r\n\r\n`;
    socket.write(head + body);
    markSent(response, head);
    response.end();
    return true;
  }

  #now(): string {
    const second = Math.floor(this.#clock.now() / SECOND);
    if (second !== this.#second) {
      this.#second = second;
      this.#date = new Date(second * SECOND).toUTCString();
    }
    return this.#date;
  }
}

/** Where node:http notes what it has sent (lib/_http_outgoing.js): it has no other way to be told. */
function markSent(response: ServerResponse, head: string): void {
  Object.assign(response, { _header: head, _headerSent: true });
}
