// How many running leases each address holds, so that one address with many made-up visitors cannot empty a pool.

export class AddressTally {
  readonly #running = new Map<string, number>();
  /** Of the running leases, by token. */
  readonly #addressOf = new Map<string, string>();

  running(address: string): number {
    return this.#running.get(address) ?? 0;
  }

  granted(token: string, address: string): void {
    if (this.#addressOf.has(token)) return;
    this.#addressOf.set(token, address);
    this.#running.set(address, this.running(address) + 1);
  }

  /** A lease that was never counted is passed over. */
  ended(token: string): void {
    const address = this.#addressOf.get(token);
    if (address === undefined) return;
    this.#addressOf.delete(token);
    const left = this.running(address) - 1;
    if (left > 0) this.#running.set(address, left);
    else this.#running.delete(address);
  }
}
