// Express + SQLite in the process: one transaction a request, synced before the answer (synchronous = FULL).
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import express from 'express';
import { did, LIFE, leaseAnswer, NUMBERS } from '../answer-shape.ts';
import { underTest } from '../under-test.ts';

const database = new Database(path.join(mkdtempSync(path.join(os.tmpdir(), 'leaseline-bench-')), 'peer.db'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec(`
  CREATE TABLE number (did TEXT PRIMARY KEY, free_from INTEGER NOT NULL);
  CREATE INDEX number_free ON number (free_from);
  CREATE TABLE lease (token TEXT PRIMARY KEY, did TEXT NOT NULL, visitor TEXT, page TEXT, expires_at INTEGER NOT NULL);
`);
const add = database.prepare('INSERT INTO number VALUES (?, 0)');
database.transaction(() => {
  for (let n = 0; n < NUMBERS; n++) add.run(did(n));
})();
const choose = database.prepare('SELECT did FROM number WHERE free_from <= ? ORDER BY free_from LIMIT 1');
const take = database.prepare('UPDATE number SET free_from = ? WHERE did = ?');
const keep = database.prepare('INSERT INTO lease VALUES (?, ?, ?, ?, ?)');
const lend = database.transaction((token: string, visitor: string, page: string, now: number): string => {
  const number = (choose.get(now) as { did: string }).did;
  take.run(now + LIFE, number);
  keep.run(token, number, visitor, page, now + LIFE);
  return number;
});

const app = express();
app.use(express.json({ type: '*/*' }));
app.post('/v1/lease', (request, response) => {
  const token = randomUUID();
  const { visitor, page } = request.body;
  response.json(leaseAnswer(token, lend.immediate(token, visitor, JSON.stringify(page), Date.now())));
});
const server = app.listen(0, '127.0.0.1', () => underTest((server.address() as AddressInfo).port));
