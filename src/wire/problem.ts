// RFC 9457 problem details: the body of every error answer.

export interface Problem {
  /** A stable URN: `urn:leaseline:unknown-site`. */
  type: string;
  title: string;
  status: number;
  /** What is wrong here and what to do about it. */
  detail?: string;
  /** Faults of a body, one a line: where and what. */
  errors?: { path: string; message: string }[];
}
