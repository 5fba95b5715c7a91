// The ways of sharing a call out among the visits it came from.

/**
 * Which touch of the visitor is credited with the call: that of the visit itself, the earliest known, the latest not direct, all
 * of the visitor's visits alike, or every candidate by its probability (a call of 0.6 confidence counts 0.6; the rest
 * is nobody's). Their order is that of their numbers on disk: only ever add to the end.
 */
export const ATTRIBUTION_MODELS = ['last', 'first', 'last-non-direct', 'linear', 'probability'] as const;
export type AttributionModel = (typeof ATTRIBUTION_MODELS)[number];
