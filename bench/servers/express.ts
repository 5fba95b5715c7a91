// Express with its own JSON parser, keeping nothing.
import type { AddressInfo } from 'node:net';
import express from 'express';
import { did, leaseAnswer } from '../answer-shape.ts';
import { underTest } from '../under-test.ts';

const app = express();
app.use(express.json({ type: '*/*' }));
app.post('/v1/lease', (_request, response) => {
  response.json(leaseAnswer('x'.repeat(30), did(0)));
});
const server = app.listen(0, '127.0.0.1', () => underTest((server.address() as AddressInfo).port));
