// What cross checks have found so far.
import type { Finding, KeyPath } from './fault.ts';

/** What a cross check reports to. It looks at the well-formed parts and says nothing about the others. */
export interface Report {
  fault(path: KeyPath, message: string, remedy: string): void;
  /** The service starts, but probably not as the owner wants it. */
  warn(path: KeyPath, message: string, remedy: string): void;
}

export class Findings implements Report {
  readonly faults: Finding[] = [];
  readonly warnings: Finding[] = [];

  fault(path: KeyPath, message: string, remedy: string): void {
    this.faults.push({ path, message, remedy });
  }

  warn(path: KeyPath, message: string, remedy: string): void {
    this.warnings.push({ path, message, remedy });
  }
}
