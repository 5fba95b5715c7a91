// What advertising cost, as people enter it: `GET`, `POST /v1/spend`, `DELETE /v1/spend/{id}`, `POST /v1/spend/import`.
import { z } from 'zod';
import { toDayNumber, toDayText } from '../core/calendar-day.ts';
import type { Spend } from '../core/spend.ts';

const day = z.iso.date();
const name = z.string().trim().min(1).max(200);

/** The amount is for all days from the first to the last, alike for each. */
export const SpendEntrySchema = z.strictObject({
  from: day,
  /** The last day, included; the first one when absent. */
  to: day.exactOptional(),
  source: name,
  medium: name.nullable().default(null),
  campaign: name.nullable().default(null),
  site: name.nullable().default(null),
  amount: z.number().min(0).max(1e12),
});

export type SpendEntry = z.output<typeof SpendEntrySchema>;

export interface WireSpend {
  id: string;
  from: string;
  to: string;
  source: string;
  medium: string | null;
  campaign: string | null;
  site: string | null;
  amount: number;
}

/** Which column of the file holds what, by its heading. */
export const SpendImportSchema = z.strictObject({
  csv: z.string().min(1).max(2_000_000),
  mapping: z.strictObject({
    day: z.string().min(1),
    source: z.string().min(1).exactOptional(),
    medium: z.string().min(1).exactOptional(),
    campaign: z.string().min(1).exactOptional(),
    amount: z.string().min(1),
  }),
  /** Where the file has no such column. */
  source: name.exactOptional(),
  medium: name.exactOptional(),
  site: name.exactOptional(),
  /** Only say what would be imported. */
  dry_run: z.boolean().default(false),
});

export type SpendImport = z.output<typeof SpendImportSchema>;

export interface WireSpendImport {
  /** Rows taken; days, sources and campaigns that were there already are replaced. */
  imported: number;
  amount: number;
  /** Rows left out, and why; nothing is imported when there are any and it was no dry run. */
  faults: { line: number; message: string }[];
}

/** `GET /v1/spend`: the latest days first. */
export interface WireSpendList {
  /** The latest days first, at most 500. */
  spend: WireSpend[];
  /** Older entries that there are beyond those. */
  more: number;
}

export function fromSpendEntry({ from, to = from, ...rest }: SpendEntry): Spend {
  return { ...rest, firstDay: toDayNumber(from), lastDay: toDayNumber(to) };
}

export function toWireSpend(spend: Spend & { readonly id: string }): WireSpend {
  const { id, firstDay, lastDay, source, medium, campaign, site, amount } = spend;
  return { id, from: toDayText(firstDay), to: toDayText(lastDay), source, medium, campaign, site, amount };
}
