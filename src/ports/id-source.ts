// Unguessable ids and codes.

export interface IdSource {
  /** A URL-safe secret of at least 120 bits. */
  token(): string;
  /** A code of `digits` decimal digits for people to read out. */
  code(digits: number): string;
}
