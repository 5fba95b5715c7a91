// The thread that talks to a box's ARI. Whatever ari-client throws, and wherever, ends this thread and nothing else.
import { parentPort, workerData } from 'node:worker_threads';
import { type FromWorker, ToWorker, WorkerSettings } from './ari-messages.ts';
import { AriFault, AriSession } from './ari-session.ts';

const tell = (message: FromWorker) => parentPort?.postMessage(message);
const session = new AriSession(WorkerSettings.parse(workerData), tell);

parentPort?.on('message', (message: unknown) => {
  const read = ToWorker.safeParse(message);
  if (read.success) void session.answer(read.data);
  else tell({ type: 'malformed' });
});

try {
  await session.open();
  await session.ended;
} catch (error) {
  const known = error instanceof AriFault ? error : new AriFault('closed', String(error));
  // The supervisor ends the thread at that, and with it whatever the package keeps open.
  tell({ type: 'fault', kind: known.kind, message: known.message });
}
