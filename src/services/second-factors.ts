// The second factor of log-in: the codes of an authenticator app, for users who turned it on.
import type { Clock } from '../ports/clock.ts';
import type { TotpCodes } from '../ports/totp-codes.ts';
import type { SecondFactor, UserStore } from '../ports/user-store.ts';

export interface SecondFactorsOptions {
  readonly store: Pick<UserStore, 'secondFactor' | 'putSecondFactor'>;
  readonly codes: TotpCodes;
  readonly clock: Clock;
}

export class SecondFactors {
  readonly #options: SecondFactorsOptions;
  /** Time step of the last code taken of each user: the disk may not know it yet. */
  readonly #lastSteps = new Map<string, number>();

  constructor(options: SecondFactorsOptions) {
    this.#options = options;
  }

  /** Whether log-in asks for a code. */
  isOn(name: string): boolean {
    return this.#options.store.secondFactor(name)?.confirmed ?? false;
  }

  /** A new secret, which counts once a code of it was seen; null when there is one that counts. */
  async begin(name: string): Promise<{ secret: string; url: string } | null> {
    const { store, codes } = this.#options;
    if (this.isOn(name)) return null;
    const secret = codes.newSecret();
    this.#lastSteps.delete(name);
    await store.putSecondFactor(name, { secret, confirmed: false, lastStep: 0 });
    return { secret, url: codes.url(secret, name) };
  }

  async confirm(name: string, code: string): Promise<'on' | 'wrong-code' | 'not-begun'> {
    const factor = this.#options.store.secondFactor(name);
    if (!factor || factor.confirmed) return 'not-begun';
    const taken = this.#take(name, factor, code);
    if (taken === null) return 'wrong-code';
    await this.#options.store.putSecondFactor(name, { ...factor, confirmed: true, lastStep: taken });
    return 'on';
  }

  /** Whether the code is one of the user's and was not used before; it is now. */
  async check(name: string, code: string): Promise<boolean> {
    const factor = this.#options.store.secondFactor(name);
    if (!factor?.confirmed) return false;
    const taken = this.#take(name, factor, code);
    if (taken === null) return false;
    // A full disk keeps nobody out: memory remembers the code, too.
    await this.#options.store.putSecondFactor(name, { ...factor, lastStep: taken }).catch(() => {});
    return true;
  }

  async turnOff(name: string): Promise<void> {
    if (this.#options.store.secondFactor(name) === null) return;
    await this.#options.store.putSecondFactor(name, null);
    this.#lastSteps.delete(name);
  }

  /** Taken before anything is awaited: of two who send one code at once, one gets in. */
  #take(name: string, { secret, lastStep }: SecondFactor, code: string): number | null {
    const { codes, clock } = this.#options;
    const step = codes.stepOf(secret, code.replace(/\s/g, ''), clock.now());
    if (step === null || step <= Math.max(lastStep, this.#lastSteps.get(name) ?? 0)) return null;
    this.#lastSteps.set(name, step);
    return step;
  }
}
