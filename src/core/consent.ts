// What a visitor allows to be kept of them.

/** `anonymous`: a number of their own, and nothing that tells them from others. `none`: not even that. */
export const CONSENTS = ['full', 'anonymous', 'none'] as const;
export type Consent = (typeof CONSENTS)[number];
