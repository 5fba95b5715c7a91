// Where alerts are kept.
import type { Alert } from '../core/alert.ts';

export interface AlertStore {
  /** Writes an alert as it is now; reaches the disk within seconds. */
  save(alert: Alert): void;
  /** The latest, newest first. */
  recent(limit: number): Alert[];
}
