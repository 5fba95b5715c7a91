// What the visitor is doing now, and how long a lease lives on it.

export const ENGAGEMENTS = ['engaged', 'visible', 'hidden', 'left', 'intent'] as const;

/**
 * What the visitor is doing, as the snippet reports it: `engaged` scrolls, clicks or types; `visible` has the page
 * in sight; `hidden` is in another tab; `left` closed or left the page; `intent` clicked or copied the number.
 */
export type Engagement = (typeof ENGAGEMENTS)[number];
