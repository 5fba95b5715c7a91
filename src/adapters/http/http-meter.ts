// What the HTTP adapter counts.

export interface HttpMeter {
  /** A request was refused; `reason` is a problem code, so the set is small and fixed. */
  refused(reason: string): void;
  /** A visitor call was answered as asked. */
  visitorCall(call: 'lease' | 'activity' | 'release'): void;
}
