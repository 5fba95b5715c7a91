// Which screens a role may see; the server decides again at each request.
import type { Me } from '../../src/wire/login.ts';
import type { Screen } from './route.ts';

const FOR_SOME: Partial<Record<Screen, readonly Me['role'][]>> = {
  reports: ['admin', 'marketer'],
  spend: ['admin', 'marketer'],
  users: ['admin'],
  audit: ['admin'],
};

export function maySee(role: Me['role'], screen: Screen): boolean {
  return FOR_SOME[screen]?.includes(role) ?? true;
}
