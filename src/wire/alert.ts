// What somebody should look at now, `GET /v1/alerts`.
import type { Alert, AlertRule, AlertSeverity } from '../core/alert.ts';
import { iso, isoOrNull } from './wire-time.ts';

export interface WireAlert {
  id: string;
  rule: AlertRule;
  /** Which box or pool; empty where there is but one of the kind. */
  subject: string;
  severity: AlertSeverity;
  at: string;
  /** Null while it holds. */
  until: string | null;
  /** What was measured, by rule. */
  facts: Record<string, number | string>;
}

export function toWireAlert({ at, until, facts, ...alert }: Alert): WireAlert {
  return {
    ...alert,
    at: iso(at),
    until: isoOrNull(until),
    facts: { ...facts },
  };
}
