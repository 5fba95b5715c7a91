// The thread that works out reports, with a connection of its own that can only read.
import os from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { Database } from './database.ts';
import type { ReportQuestion, ReportReply, ReportWorkerSettings } from './report-messages.ts';
import { SqliteCallReports } from './sqlite-call-reports.ts';

// Of this thread alone: on Linux a nice value is a thread's (setpriority(2), notes). Visitors go first, but on a busy machine a
// report must not starve, as it does at the lowest priority.
if (os.platform() === 'linux') os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);

const { path } = workerData as ReportWorkerSettings;
const database = Database.openToRead(path);
const reports = new SqliteCallReports(database);

parentPort?.on('message', ({ id, kind, query }: ReportQuestion) => {
  parentPort?.postMessage(reply(id, () => reports.answer(kind, query)));
});

function reply(id: number, work: () => Extract<ReportReply, { answer: unknown }>['answer']): ReportReply {
  try {
    // One snapshot for all that the report reads.
    return { id, answer: database.sqlite.transaction(work)() };
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) };
  }
}
