// NIST SP 800-63B's minimum; the server refuses shorter ones.

export const SHORTEST_PASSWORD = 8;
