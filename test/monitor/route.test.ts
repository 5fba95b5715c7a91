// Addresses of the monitor's screens.
import { expect, it } from 'vitest';
import { maySee } from '../../monitor/router/access.ts';
import { callPath, pathOf, routeOf } from '../../monitor/router/route.ts';

it.each([
  ['/monitor/', { screen: 'board' }],
  ['/monitor', { screen: 'board' }],
  ['/monitor/calls', { screen: 'calls' }],
  ['/monitor/calls/', { screen: 'calls' }],
  ['/monitor/calls/office-1768478400.12', { screen: 'call', id: 'office-1768478400.12' }],
  ['/monitor/calls/a%2Fb', { screen: 'call', id: 'a/b' }],
  ['/monitor/calls/%E0%A4', { screen: 'unknown' }],
  ['/monitor/calls/a/b', { screen: 'unknown' }],
  ['/monitor/reports/old', { screen: 'unknown' }],
  ['/monitor/nothing', { screen: 'unknown' }],
  ['/elsewhere', { screen: 'unknown' }],
])('%s', (path, route) => {
  expect(routeOf(path)).toEqual(route);
});

it('leads back to where a screen is', () => {
  for (const screen of ['board', 'calls', 'missed', 'reports', 'wall', 'invite'] as const)
    expect(routeOf(pathOf(screen))).toEqual({ screen });
  for (const id of ['office-1.2', 'a/b?c#d', 'офис-1'])
    expect(routeOf(callPath(id))).toEqual({ screen: 'call', id });
});

it.each([
  ['operator', ['board', 'calls', 'missed', 'tokens', 'account'], ['reports', 'spend', 'users', 'audit']],
  ['marketer', ['board', 'calls', 'missed', 'reports', 'spend'], ['users', 'audit']],
  ['admin', ['board', 'reports', 'spend', 'users', 'audit'], []],
] as const)('%s sees what the role may', (role, seen, hidden) => {
  expect(seen.filter((screen) => !maySee(role, screen))).toEqual([]);
  expect(hidden.filter((screen) => maySee(role, screen))).toEqual([]);
});
