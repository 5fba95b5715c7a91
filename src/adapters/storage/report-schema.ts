// The rows that reports are made of.
import type { Generated } from 'kysely';

export interface ReportSchema {
  report_name: { id: Generated<number>; name: string };
  call_credit: { model: number; hour: number; credits: Buffer };
  visit_tally: { hour: number; site: string; source: string; visits: number; lent: number };
  lent_tally: { hour: number; pool: string; visits: number };
  turned_away_tally: { hour: number; site: string; country: string; region: string; visits: number };
  report_progress: { name: string; last_row: number; id: string; at: number };
  spend: SpendRow;
}

export interface SpendRow {
  id: string;
  /** Days since 1970; the last one is included. */
  first_day: number;
  last_day: number;
  source: string;
  medium: string | null;
  campaign: string | null;
  site: string | null;
  amount: number;
}
