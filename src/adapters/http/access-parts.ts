// What the routes about people and their rights have in common.
import type { AuditLog } from '../../ports/audit-log.ts';
import type { UserStore } from '../../ports/user-store.ts';
import type { ApiTokens } from '../../services/api-tokens.ts';
import type { Audit } from '../../services/audit.ts';
import type { OneTimeLinks } from '../../services/one-time-links.ts';
import type { OperatorAccess } from '../../services/operator-access.ts';
import type { OperatorAccounts } from '../../services/operator-accounts.ts';
import type { OperatorSessions } from '../../services/operator-sessions.ts';
import type { SecondFactors } from '../../services/second-factors.ts';
import type { UserAdministration } from '../../services/user-administration.ts';
import type { ClientAddress } from './client-address.ts';
import type { OperatorDoor } from './operator-door.ts';

/** What the composition root makes of people and their rights. */
export interface Access {
  readonly access: OperatorAccess;
  readonly accounts: OperatorAccounts;
  readonly sessions: OperatorSessions;
  readonly tokens: ApiTokens;
  readonly links: OneTimeLinks;
  readonly secondFactors: SecondFactors;
  readonly users: UserAdministration;
  readonly lastSeen: Pick<UserStore, 'lastSeen'>;
  readonly audit: Audit;
  readonly auditLog: Pick<AuditLog, 'list'>;
}

export interface AccessParts extends Access {
  readonly door: OperatorDoor;
  readonly clientAddress: ClientAddress;
}
