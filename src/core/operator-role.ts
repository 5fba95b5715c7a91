// What an operator may be.

export const OPERATOR_ROLES = ['admin', 'marketer', 'operator'] as const;

export type OperatorRole = (typeof OPERATOR_ROLES)[number];
