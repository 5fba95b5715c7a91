// What an API token may do: each scope is less than what its owner may.
import type { OperatorRole } from './operator-role.ts';

export const TOKEN_SCOPES = [
  'calls:read',
  'calls:write',
  'reports:read',
  'live:read',
  'metrics:read',
] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** What a role may hand on to a token. */
export function scopesOf(role: OperatorRole): readonly TokenScope[] {
  switch (role) {
    case 'admin':
      return TOKEN_SCOPES;
    case 'marketer':
      return ['calls:read', 'calls:write', 'reports:read', 'live:read'];
    case 'operator':
      return ['calls:read', 'calls:write', 'live:read'];
  }
}
