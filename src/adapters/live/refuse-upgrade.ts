// Saying no to a handshake, before there is a WebSocket to say it on.
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Problem } from '../../wire/problem.ts';

const REFUSALS = {
  unauthenticated: [401, 'Log in first'],
  'cross-site-request': [403, 'A browser session may only be used from the monitor itself'],
  'scope-missing': [403, 'The token does not allow this'],
  'not-found': [404, 'Nothing here'],
  'not-websocket': [400, 'Only WebSocket upgrades, and only of /v1/live'],
} as const;

export type UpgradeRefusal = keyof typeof REFUSALS;

export function refuseUpgrade(socket: Duplex, reason: UpgradeRefusal): void {
  const [status, title] = REFUSALS[reason];
  const body = JSON.stringify({
    type: `urn:leaseline:${reason}`,
    title,
    status,
  } satisfies Problem);
  const challenge = status === 401 ? ['WWW-Authenticate: Bearer realm="leaseline"'] : [];
  socket.on('error', () => {});
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      ...challenge,
      '',
      body,
    ].join('\r\n'),
  );
}
