// The ceiling: node:http alone, which parses the same body and answers as many bytes, and keeps nothing.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { did, leaseAnswer } from '../answer-shape.ts';
import { underTest } from '../under-test.ts';

const answer = JSON.stringify(leaseAnswer('x'.repeat(30), did(0)));

const server = createServer((request, response) => {
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => {
    text += chunk;
  });
  request.on('end', () => {
    JSON.parse(text);
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(answer),
    });
    response.end(answer);
  });
});
server.listen(0, '127.0.0.1', () => underTest((server.address() as AddressInfo).port));
