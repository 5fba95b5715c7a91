// Answers of one event-loop turn, written together after it: many small writes between reads cost a third more.

export class TurnOutbox {
  #waiting: (() => void)[] = [];

  /** Runs `write` when this turn's requests have all been read. */
  add(write: () => void): void {
    if (this.#waiting.length === 0) setImmediate(() => this.#flush());
    this.#waiting.push(write);
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const write of waiting) write();
  }
}
