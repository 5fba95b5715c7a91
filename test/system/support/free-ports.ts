// Free loopback ports for the servers of one test.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A TCP and a UDP port given out once are not given out again by this process. */
const given = new Set<number>();

export async function freeTcpPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return claim(port) ? port : freeTcpPort();
}

export async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return claim(port) ? port : freeUdpPort();
}

function claim(port: number): boolean {
  if (port === 0 || given.has(port)) return false;
  given.add(port);
  return true;
}
