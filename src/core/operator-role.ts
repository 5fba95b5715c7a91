// What an operator may be.

export const OPERATOR_ROLES = ['admin', 'marketer', 'operator'] as const;

export type OperatorRole = (typeof OPERATOR_ROLES)[number];

/**
 * Whether they see callers' numbers whole: a marketer only when told so, an operator unless told not to, an admin always
 * (who could give themselves the right).
 * @param told null when nobody said
 */
export function seesCallerNumbers(role: OperatorRole, told: boolean | null): boolean {
  return role === 'admin' || (told ?? role !== 'marketer');
}
