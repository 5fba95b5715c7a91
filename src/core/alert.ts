// What somebody should look at now, and when it was over.
import type { Millis } from './millis.ts';

export const ALERT_RULES = ['pbx-down', 'pool-short', 'missed-callers', 'calls-drop', 'visits-drop'] as const;
export type AlertRule = (typeof ALERT_RULES)[number];

export type AlertSeverity = 'warning' | 'critical';

/** A rule that holds at this moment. */
export interface AlertFinding {
  readonly rule: AlertRule;
  /** Which box or pool; '' where there is but one of the kind. */
  readonly subject: string;
  readonly severity: AlertSeverity;
  /** What was measured; names and units by rule (docs/operating.md). No personal data: everybody may see alerts. */
  readonly facts: Readonly<Record<string, number | string>>;
}

export interface Alert extends AlertFinding {
  readonly id: string;
  readonly at: Millis;
  /** Null while the rule holds. */
  readonly until: Millis | null;
}

/** The alerts that hold, and what changes about them. */
export class AlertBook {
  /** By rule and subject. */
  readonly #open = new Map<string, Alert>();

  /** At start: an alert that held when we stopped. */
  restore(alert: Alert): void {
    if (alert.until === null) this.#open.set(keyOf(alert), alert);
  }

  /**
   * What these rules found, all of it; alerts of other rules stay as they are.
   * @returns the alerts that began, changed or ended
   */
  observe(rules: readonly AlertRule[], findings: readonly AlertFinding[], now: Millis): Alert[] {
    const found = new Map(findings.map((finding) => [keyOf(finding), finding]));
    const ended = [...this.#open].flatMap(([key, alert]) => {
      if (!rules.includes(alert.rule) || found.has(key)) return [];
      this.#open.delete(key);
      return [{ ...alert, until: now }];
    });
    const changed = [...found].flatMap(([key, finding]) => {
      const before = this.#open.get(key);
      if (before && isSame(before, finding)) return [];
      const alert = { id: `${key} ${now}`, at: now, until: null, ...before, ...finding };
      this.#open.set(key, alert);
      return [alert];
    });
    return [...ended, ...changed];
  }
}

function keyOf({ rule, subject }: Pick<AlertFinding, 'rule' | 'subject'>): string {
  return subject === '' ? rule : `${rule} ${subject}`;
}

function isSame(one: AlertFinding, two: AlertFinding): boolean {
  const names = new Set([...Object.keys(one.facts), ...Object.keys(two.facts)]);
  return one.severity === two.severity && [...names].every((name) => one.facts[name] === two.facts[name]);
}
