// Who is asking, as they are told.
import type { Operator } from '../../services/operator-access.ts';
import type { SecondFactors } from '../../services/second-factors.ts';
import type { Me } from '../../wire/login.ts';

export function meOf(operator: Operator, { secondFactors }: { readonly secondFactors: SecondFactors }): Me {
  const { name, role, sites, callerNumbers, fromConfig } = operator;
  return {
    name,
    role,
    sites: sites && [...sites],
    caller_numbers: callerNumbers,
    totp: secondFactors.isOn(name),
    from_config: fromConfig,
  };
}
