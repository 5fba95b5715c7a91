// The ceiling: node:http alone, which parses the same body and answers as many bytes, and keeps nothing.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const answer = JSON.stringify({
  token: 'x'.repeat(22),
  session: 'x'.repeat(22),
  visitor: 'x'.repeat(22),
  numbers: [
    {
      replace: '+74951112233',
      did: '+74951230001',
      national: '8 (495) 123-00-01',
      international: '+7 495 123 00 01',
    },
  ],
  pool: 'moscow',
  region: null,
  expires_in_s: 180,
  heartbeat_s: 30,
  overflow: false,
  visit_code: '12345',
});

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
server.listen(0, '127.0.0.1', () =>
  console.log(JSON.stringify({ port: (server.address() as AddressInfo).port })),
);
