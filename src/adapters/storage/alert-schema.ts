// The rows of alerts.

export interface AlertRow {
  id: string;
  rule: string;
  subject: string;
  severity: string;
  at: number;
  until: number | null;
  /** JSON object. */
  facts: string;
}

export interface AlertSchema {
  alert: AlertRow;
}
