// A number chosen and a lease kept by one Lua script in Redis, which syncs its log before it answers (appendfsync always).
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { did, LIFE, NUMBERS } from './answer-shape.ts';

const SCRIPT = `
local did = redis.call('LPOP', KEYS[1])
if not did then return false end
redis.call('HSET', KEYS[2], 'did', did, 'visitor', ARGV[1], 'page', ARGV[2], 'expires_at', ARGV[3])
redis.call('ZADD', KEYS[3], ARGV[3], KEYS[2])
return did`;

type Lend = (...keysAndValues: (string | number)[]) => Promise<string>;

/** @param socket the server's UNIX socket. Answers what lends a number to a visitor: token and DID. */
export async function redisLending(socket: string) {
  const redis = new Redis(socket);
  redis.defineCommand('lend', { numberOfKeys: 3, lua: SCRIPT });
  await redis.del('free');
  const dids = Array.from({ length: NUMBERS }, (_, n) => did(n));
  for (let at = 0; at < NUMBERS; at += 10_000) await redis.rpush('free', ...dids.slice(at, at + 10_000));
  const { lend } = redis as unknown as { lend: Lend };
  return async (visitor: string, page: unknown): Promise<[token: string, did: string]> => {
    const token = randomUUID();
    const until = Date.now() + LIFE;
    const number = await lend.call(
      redis,
      'free',
      `lease:${token}`,
      'expiries',
      visitor,
      JSON.stringify(page),
      until,
    );
    return [token, number];
  };
}
