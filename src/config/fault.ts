// A fault of the configuration: where it is, what is wrong and what to do about it.

/** Keys and list indexes from the top of the file: `['pools', 0, 'numbers', 2]`. */
export type KeyPath = readonly (string | number)[];

/** What a check found, before it has a line. Message and remedy are sentences; the message lacks its full stop. */
export interface Finding {
  readonly path: KeyPath;
  readonly message: string;
  readonly remedy: string;
}

/** A finding with its place. Line and column count from 1; line 0 means the file as a whole. */
export interface Fault {
  readonly line: number;
  readonly column: number;
  /** `pools[0].numbers[2]`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}

/** `pools[0].numbers[2]` */
export function formatPath(path: KeyPath): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join('');
}

/** One line for people: `leaseline.yaml:12: pools[0].numbers[2]: "..." is not a phone number. Write it in ...` */
export function formatFault(file: string, fault: Fault): string {
  const place = fault.line > 0 ? `${file}:${fault.line}` : file;
  const subject = fault.path === '' ? '' : `${fault.path}: `;
  const stop = /[.?!]$/.test(fault.message) ? '' : '.';
  return `${place}: ${subject}${fault.message}${stop} ${fault.remedy}`;
}

export function byPlace(one: Fault, two: Fault): number {
  return one.line - two.line || one.column - two.column;
}
