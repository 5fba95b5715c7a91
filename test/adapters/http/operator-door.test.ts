// Who may open the live socket: the same people as over HTTP, but no foreign page with their cookie.
import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { OperatorDoor } from '../../../src/adapters/http/operator-door.ts';
import { HttpFixture } from './http-fixture.ts';

const { access } = new HttpFixture();
const entered = await access.logIn('admin', 'open sesame');
const cookie = `leaseline_session=${entered?.session}`;
const door = new OperatorDoor(access, 'https://calls.example.ru/');

test.each<[string, Record<string, string>, string]>([
  ['nobody', {}, 'unauthenticated'],
  ['a bearer token', { authorization: 'Bearer robot-token' }, 'admitted'],
  ['a wrong bearer token', { authorization: 'Bearer guess' }, 'unauthenticated'],
  ['a token in place of a cookie', { cookie: 'leaseline_session=robot-token' }, 'unauthenticated'],
  ['a cookie without an Origin', { cookie }, 'cross-site'],
  ['a cookie from our page', { cookie, origin: 'https://calls.example.ru' }, 'admitted'],
  [
    'a cookie from our page by another name',
    { cookie, origin: 'http://box:8080', host: 'box:8080' },
    'admitted',
  ],
  ['a cookie from a foreign page', { cookie, origin: 'https://evil.example' }, 'cross-site'],
  ['a cookie from another port', { cookie, origin: 'http://box:81', host: 'box:8080' }, 'cross-site'],
  ['a cookie from a file', { cookie, origin: 'null' }, 'cross-site'],
])('%s', (_name, headers, admission) => {
  expect(door.admitSocket({ headers } as unknown as IncomingMessage)).toBe(admission);
});
