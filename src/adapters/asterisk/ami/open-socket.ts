// Finds the socket that the asterisk-manager package opens and keeps to itself, so that its reads can be paced.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';

/** Node publishes every client socket it makes (documentation: diagnostics_channel, "net.client.socket"). */
const CHANNEL = 'net.client.socket';

/** Runs `connect`, which opens one socket synchronously; answers that socket, or null when Node did not tell. */
export function openSocket(connect: () => void): Socket | null {
  let opened: Socket | null = null;
  const note = (message: unknown) => {
    if (typeof message === 'object' && message !== null && 'socket' in message) {
      if (message.socket instanceof Socket) opened ??= message.socket;
    }
  };
  subscribe(CHANNEL, note);
  try {
    connect();
  } finally {
    unsubscribe(CHANNEL, note);
  }
  return opened;
}
