// What calls may be grouped by.

/** What a report may be broken down by; at most two at once. */
export const REPORT_DIMENSIONS = [
  'source',
  'medium',
  'campaign',
  'term',
  'content',
  'page',
  'region',
  'pool',
  'agent',
  'did',
  'site',
] as const;
export type ReportDimension = (typeof REPORT_DIMENSIONS)[number];
