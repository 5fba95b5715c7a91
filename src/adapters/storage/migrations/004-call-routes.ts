// Where calls were sent.

/** A JSON object (core/call-route.ts), null when the dialplan did not ask. */
export const callRoutes = `
ALTER TABLE call ADD COLUMN route TEXT;
`;
