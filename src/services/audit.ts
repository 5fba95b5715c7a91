// Notes who did what, for the owner to look up.
import type { Millis } from '../core/millis.ts';
import type { AuditLog } from '../ports/audit-log.ts';
import type { Clock } from '../ports/clock.ts';

export interface AuditNote {
  /** Null, or left out, for somebody who is not logged in. */
  readonly who?: string | null;
  /** `login`, `call-changed`, `export` ...: docs/users.md lists them. */
  readonly what: string;
  readonly subject?: string | null;
  readonly detail?: string | null;
  readonly address?: string | null;
}

/** Kept so long. */
const KEPT: Millis = 400 * 86_400_000;
const FORGET_EVERY: Millis = 3_600_000;
const LONGEST = 500;

export class Audit {
  readonly #log: AuditLog;
  readonly #clock: Clock;
  #stop: (() => void) | null = null;

  constructor(log: AuditLog, clock: Clock) {
    this.#log = log;
    this.#clock = clock;
  }

  /** Written with the next commit; no request waits for it, nor fails with it. */
  note({ who = null, what, subject = null, detail = null, address = null }: AuditNote): void {
    const entry = { at: this.#clock.now(), who, what, address };
    this.#log.append({ ...entry, subject: cut(subject), detail: cut(detail) });
  }

  start(): void {
    this.#stop = this.#clock.every(FORGET_EVERY, () => this.#forget());
  }

  stop(): void {
    this.#stop?.();
    this.#stop = null;
  }

  #forget(): void {
    try {
      this.#log.forget(this.#clock.now() - KEPT);
    } catch {
      // The storage has raised its alarm by itself; the next hour tries again.
    }
  }
}

function cut(text: string | null): string | null {
  return text?.slice(0, LONGEST) ?? null;
}
