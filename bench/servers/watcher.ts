// An operator's program in a process of its own: notes when each WebSocket message came, on the clock all processes share.
import WebSocket from 'ws';

const [, , url = '', token = ''] = process.argv;
const socket = new WebSocket(url, { headers: { authorization: `Bearer ${token}` } });
socket.on('open', () => process.send?.('open'));
socket.on('message', (data) => {
  const at = process.hrtime.bigint();
  process.send?.({ at: at.toString(), message: JSON.parse(String(data)) });
});
