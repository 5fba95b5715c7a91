// The one unit of time inside: milliseconds.

/** Milliseconds: a point in time (since the Unix epoch) or a length of time; the name of the value says which. */
export type Millis = number;
