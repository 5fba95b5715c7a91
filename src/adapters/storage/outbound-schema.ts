// The rows of calls that people of ours made.

export interface OutboundCallRow {
  id: string;
  pbx: string;
  number: string;
  agent: string | null;
  started_at: number;
  answered_at: number | null;
  ended_at: number | null;
}

export interface OutboundSchema {
  outbound_call: OutboundCallRow;
}
