// The log's lines.
import { describe, expect, it } from 'vitest';
import { createPinoLogger, type LogLevel } from '../../../src/adapters/system/pino-logger.ts';

function record(level: LogLevel) {
  const lines: string[] = [];
  return {
    lines,
    logger: createPinoLogger({ level, destination: { write: (line) => void lines.push(line) } }),
  };
}

describe('createPinoLogger', () => {
  it('writes one JSON line, the message id first', () => {
    const { lines, logger } = record('info');
    logger.warn({ id: 'POOL_EXHAUSTED', pool: 'moscow', size: 40 }, 'Pool moscow is exhausted');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^\{"level":"warn","time":"\d{4}-\d\d-\d\dT[\d:.]+Z","id":"POOL_EXHAUSTED","pool":"moscow","size":40,"msg":"Pool moscow is exhausted"\}\n$/,
    );
  });

  it('writes errors with message, stack and cause', () => {
    const { lines, logger } = record('info');
    logger.error({ id: 'X', error: new Error('no', { cause: new Error('why') }) }, 'Failed');
    const { error } = JSON.parse(lines[0] ?? '{}');
    expect(error.message).toBe('no: why');
    expect(error.stack).toContain('pino-logger.test.ts');
  });

  it.each<[LogLevel, number]>([
    ['info', 3],
    ['warn', 2],
    ['error', 1],
    ['silent', 0],
  ])('%s lets %i of three through', (level, count) => {
    const { lines, logger } = record(level);
    logger.info({ id: 'A' }, 'a');
    logger.warn({ id: 'B' }, 'b');
    logger.error({ id: 'C' }, 'c');
    expect(lines).toHaveLength(count);
  });
});
