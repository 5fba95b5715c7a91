// The log: one JSON line a message, by pino.
import { type DestinationStream, pino, stdSerializers } from 'pino';
import type { Logger } from '../../ports/logger.ts';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

export interface PinoLoggerOptions {
  readonly level: LogLevel;
  /** Standard output when left out; written at once, so that nothing is lost when the process ends. */
  readonly destination?: DestinationStream;
}

/** Lines look like `{"level":"warn","time":"2026-01-15T12:00:00.000Z","id":"POOL_EXHAUSTED",...,"msg":"..."}`. */
export function createPinoLogger({ level, destination }: PinoLoggerOptions): Logger {
  const options = {
    level,
    // Process id and host name are the business of whoever collects the log.
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { error: stdSerializers.err, cause: stdSerializers.err },
  };
  return destination ? pino(options, destination) : pino(options);
}
