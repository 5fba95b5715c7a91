// A clock that plays a morning in seconds, then keeps step with the real one: calls of the past need no made-up database.
import { FakeClock } from '../../test/support/fake-clock.ts';

const TICK_MS = 4;
/** The most that passes in one tick: sockets and disk are no faster than ever, and time-outs must not strike. */
const STEP_MS = 800;

export class FastClock extends FakeClock {
  readonly #pump: NodeJS.Timeout;

  /** Begins `ago` ms in the past. */
  constructor(ago: number) {
    super(Date.now() - ago);
    this.#pump = setInterval(() => this.advanceTo(Math.min(Date.now(), this.now() + STEP_MS)), TICK_MS);
  }

  /** Resolves at that moment (ms). */
  until(moment: number): Promise<void> {
    return new Promise((resolve) => this.after(Math.max(0, moment - this.now()), resolve));
  }

  stop(): void {
    clearInterval(this.#pump);
  }
}
