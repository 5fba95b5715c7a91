// The wire between a telephony and its box: a TCP relay that a test can cut, stall, slow down or chop up.
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

export class Wire {
  readonly #target: number;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #port = 0;
  #stalled = false;
  /** What the box says is handed on so many bytes at a time, each in a turn of its own; null: as it comes. */
  pieces: number | null = null;

  constructor(targetPort: number) {
    this.#target = targetPort;
  }

  get port(): number {
    return this.#port;
  }

  async mend(): Promise<void> {
    const server = createServer((near) => {
      const far = connect(this.#target, '127.0.0.1');
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.setNoDelay(true);
        socket.on('error', () => {});
        socket.on('close', () => {
          this.#sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      near.on('data', (bytes) => void far.write(bytes));
      far.on('data', (bytes) => void this.#handOn(bytes, far, near));
      if (this.#stalled) for (const socket of [near, far]) socket.pause();
    });
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#server = server;
    const address = server.address();
    if (typeof address === 'object' && address !== null) this.#port = address.port;
  }

  /** Every connection breaks, and new ones are refused until mend(). */
  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const socket of this.#sockets) socket.destroy();
    if (server === null) return;
    server.close();
    await once(server, 'close');
  }

  /** Nothing is handed on any more, and nobody is told: half-open TCP. New connections hear nothing either. */
  stall(): void {
    this.#stalled = true;
    for (const socket of this.#sockets) socket.pause();
  }

  flow(): void {
    this.#stalled = false;
    for (const socket of this.#sockets) socket.resume();
  }

  async #handOn(bytes: Buffer, from: Socket, to: Socket): Promise<void> {
    const size = this.pieces;
    // The sender waits while the receiver is slow, as it would without us in between.
    if (size === null) {
      if (!to.write(bytes)) {
        from.pause();
        to.once('drain', () => void (this.#stalled || from.resume()));
      }
      return;
    }
    from.pause();
    for (let at = 0; at < bytes.length && !to.destroyed; at += size) {
      to.write(bytes.subarray(at, at + size));
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (!this.#stalled) from.resume();
  }
}
