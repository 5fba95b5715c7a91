// Express + Redis.
import type { AddressInfo } from 'node:net';
import express from 'express';
import { leaseAnswer } from '../answer-shape.ts';
import { redisLending } from '../redis-lending.ts';
import { underTest } from '../under-test.ts';

const lend = await redisLending(process.argv[2] ?? '');
const app = express();
app.use(express.json({ type: '*/*' }));
app.post('/v1/lease', async (request, response) => {
  response.json(leaseAnswer(...(await lend(request.body.visitor, request.body.page))));
});
const server = app.listen(0, '127.0.0.1', () => underTest((server.address() as AddressInfo).port));
