// One operator's open socket.
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { TOO_SLOW } from '../../wire/live.ts';

/** `changed`: still somebody we know, but they may see something else now. */
export type StillAdmitted = 'yes' | 'changed' | 'no';

export class LiveClient {
  readonly #ws: WebSocket;
  readonly #socket: Duplex;
  readonly #stillAdmitted: () => StillAdmitted;
  /** Bytes that may wait for a slow reader. */
  readonly #limit: number;
  #answered = true;

  /** @param socket the stream under `ws`, for frames that are made already. Nothing is compressed, so they may mix. */
  constructor(ws: WebSocket, socket: Duplex, stillAdmitted: () => StillAdmitted, limit: number) {
    this.#ws = ws;
    this.#socket = socket;
    this.#stillAdmitted = stillAdmitted;
    this.#limit = limit;
    ws.on('pong', () => {
      this.#answered = true;
    });
    // A fault of the connection ends in `close`, which the owner listens to; what clients say is not of interest.
    ws.on('error', () => {});
  }

  /** Answers false when the client was too slow, and is being closed. */
  write(frames: Buffer): boolean {
    if (this.#ws.readyState !== WebSocket.OPEN) return true;
    if (this.#socket.writableLength > this.#limit) {
      this.#ws.close(TOO_SLOW, 'too slow');
      return false;
    }
    this.#socket.write(frames);
    return true;
  }

  /** Ends a client that is no longer logged in, or to come back for another view; answers whether it stays. */
  checkAdmitted(): boolean {
    const admitted = this.#stillAdmitted();
    if (admitted === 'no') this.close(1008, 'logged out');
    // 1012, "service restart": come back (RFC 6455, IANA's registry).
    if (admitted === 'changed') this.close(1012, 'rights changed');
    return admitted === 'yes';
  }

  /** Ends a client that is dead or no longer logged in, and asks the others for a sign of life. */
  checkAlive(): void {
    if (!this.#answered) {
      this.#ws.terminate();
      return;
    }
    if (!this.checkAdmitted()) return;
    this.#answered = false;
    if (this.#ws.readyState === WebSocket.OPEN) this.#ws.ping();
  }

  close(code: number, reason: string): void {
    this.#ws.close(code, reason);
  }

  terminate(): void {
    this.#ws.terminate();
  }
}
