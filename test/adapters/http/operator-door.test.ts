// Who may open the live socket: the same people as over HTTP, but no foreign page with their cookie.
import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { OperatorDoor, type SocketAdmission } from '../../../src/adapters/http/operator-door.ts';
import { HttpFixture } from './http-fixture.ts';

const { access } = new HttpFixture().people;
const entry = await access.logIn({ name: 'admin', password: 'open sesame', address: '192.0.2.1' });
const cookie = `leaseline_session=${entry.kind === 'entered' ? entry.session : ''}`;
const whole = { sites: null, callerNumbers: true };
const masked = { sites: null, callerNumbers: false };
const door = new OperatorDoor(access, 'https://calls.example.ru/');

test.each<[string, Record<string, string>, SocketAdmission]>([
  ['nobody', {}, 'unauthenticated'],
  ['a bearer token', { authorization: 'Bearer robot-token' }, masked],
  ['a wrong bearer token', { authorization: 'Bearer guess' }, 'unauthenticated'],
  ['a token in place of a cookie', { cookie: 'leaseline_session=robot-token' }, 'unauthenticated'],
  ['a cookie without an Origin', { cookie }, 'cross-site'],
  ['a cookie from our page', { cookie, origin: 'https://calls.example.ru' }, whole],
  ['a cookie from our page by another name', { cookie, origin: 'http://box:8080', host: 'box:8080' }, whole],
  ['a cookie from a foreign page', { cookie, origin: 'https://evil.example' }, 'cross-site'],
  ['a cookie from another port', { cookie, origin: 'http://box:81', host: 'box:8080' }, 'cross-site'],
  ['a cookie from a file', { cookie, origin: 'null' }, 'cross-site'],
])('%s', (_name, headers, admission) => {
  expect(door.admitSocket({ headers } as unknown as IncomingMessage)).toEqual(admission);
});
