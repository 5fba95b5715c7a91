// The log, as services and adapters see it: one stable message id, then details (the shape of pino's methods).

export interface Logger {
  /** @param details what to know about it; `id` is the stable message id, `POOL_EXHAUSTED`. */
  info(details: { id: string } & Record<string, unknown>, message: string): void;
  warn(details: { id: string } & Record<string, unknown>, message: string): void;
  error(details: { id: string } & Record<string, unknown>, message: string): void;
}
