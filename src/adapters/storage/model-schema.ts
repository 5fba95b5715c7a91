// The rows of the delay model.

export interface DelayModelRow {
  site: string;
  /** JSON, the delay model's own. */
  state: string;
  saved_at: number;
}

export interface ModelSchema {
  delay_model: DelayModelRow;
}
