// How long a caller talked, and the number a call was redirected from.

/** Times in ms. Calls from before talked from their answer on, as far as was known. */
export const callTalk = `
ALTER TABLE call ADD COLUMN redirected_from TEXT;
ALTER TABLE call ADD COLUMN talked_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE call ADD COLUMN talking_since INTEGER;
UPDATE call SET talked_ms = ended_at - answered_at WHERE answered_at IS NOT NULL AND ended_at IS NOT NULL;
UPDATE call SET talking_since = answered_at WHERE ended_at IS NULL;
`;
