// Many operators' programs in a process of their own: they read what comes and say every second how much that was.
import WebSocket from 'ws';

const [, , url = '', token = '', count = '1'] = process.argv;
let open = 0;
let messages = 0;
let closed = 0;
for (let n = 0; n < Number(count); n++) {
  const socket = new WebSocket(url, { headers: { authorization: `Bearer ${token}` } });
  socket.on('open', () => {
    open += 1;
    if (open === Number(count)) process.send?.('open');
  });
  socket.on('message', () => {
    messages += 1;
  });
  socket.on('close', () => {
    closed += 1;
  });
}
process.on('message', () => process.send?.({ messages, closed }));
