// Fastify + Redis.
import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';
import { leaseAnswer } from '../answer-shape.ts';
import { redisLending } from '../redis-lending.ts';
import { underTest } from '../under-test.ts';

const lend = await redisLending(process.argv[2] ?? '');
const app = fastify();
app.removeAllContentTypeParsers();
app.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) =>
  done(null, JSON.parse(String(text))),
);
app.post<{ Body: { visitor: string; page: unknown } }>('/v1/lease', async ({ body }) =>
  leaseAnswer(...(await lend(body.visitor, body.page))),
);
await app.listen({ port: 0, host: '127.0.0.1' });
underTest((app.server.address() as AddressInfo).port);
