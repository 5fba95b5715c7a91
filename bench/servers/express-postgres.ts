// Express + PostgreSQL: the next free row taken with SKIP LOCKED and the lease kept, in one statement, committed and synced.
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import express from 'express';
import pg from 'pg';
import { LIFE, leaseAnswer, NUMBERS } from '../answer-shape.ts';
import { underTest } from '../under-test.ts';

const CONNECTIONS = 20;
const LEND = `
  WITH taken AS (
    UPDATE number SET free_from = now() + interval '${LIFE} ms' WHERE did = (
      SELECT did FROM number WHERE free_from <= now() ORDER BY free_from LIMIT 1 FOR UPDATE SKIP LOCKED
    ) RETURNING did, free_from
  )
  INSERT INTO lease SELECT $1, did, $2, $3, free_from FROM taken RETURNING did`;

const pool = new pg.Pool({
  host: process.argv[2],
  user: 'bench',
  database: 'postgres',
  max: CONNECTIONS,
});
await pool.query(`
  CREATE TABLE number (did text PRIMARY KEY, free_from timestamptz NOT NULL);
  INSERT INTO number SELECT '+7495' || (1000000 + n), 'epoch' FROM generate_series(0, ${NUMBERS - 1}) n;
  CREATE INDEX number_free ON number (free_from);
  CREATE TABLE lease (token text PRIMARY KEY, did text NOT NULL, visitor text, page text, expires_at timestamptz NOT NULL)`);
await pool.query('VACUUM ANALYZE number');

const app = express();
app.use(express.json({ type: '*/*' }));
app.post('/v1/lease', async (request, response) => {
  const token = randomUUID();
  const { visitor, page } = request.body;
  const values = [token, visitor, JSON.stringify(page)];
  const { rows } = await pool.query<{ did: string }>({ name: 'lend', text: LEND, values });
  response.json(leaseAnswer(token, rows[0]?.did ?? ''));
});
const server = app.listen(0, '127.0.0.1', () => underTest((server.address() as AddressInfo).port));
