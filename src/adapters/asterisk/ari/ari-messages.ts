// What the ARI worker and its supervisor say to each other: small JSON, checked on arrival on both sides.
import { z } from 'zod';

/** Why the worker gave up. `refused`: wrong user or password. `absent`: no ARI behind that address. */
export const ARI_FAULTS = ['unreachable', 'refused', 'absent', 'closed', 'silent', 'replaced'] as const;
export type AriFaultKind = (typeof ARI_FAULTS)[number];

const word = z.string().max(300);

export const FromWorker = z.discriminatedUnion('type', [
  /** Connected; `left` channels that had been waiting in our application were sent on. */
  z.strictObject({ type: z.literal('up'), left: z.number() }),
  /** A channel waits for an answer. */
  z.strictObject({ type: z.literal('asked'), channel: word, args: z.array(word).max(20) }),
  /** The last answer was not wanted any more: its channel is gone. */
  z.strictObject({ type: z.literal('late'), channel: word }),
  z.strictObject({ type: z.literal('malformed') }),
  z.strictObject({ type: z.literal('alive') }),
  /** Its last word before it ends. */
  z.strictObject({ type: z.literal('fault'), kind: z.enum(ARI_FAULTS), message: z.string() }),
]);
export type FromWorker = z.output<typeof FromWorker>;

export const ToWorker = z.discriminatedUnion('type', [
  /** `value` goes into LEASELINE_ANSWER, then the channel goes on; null: it goes on without. */
  z.strictObject({ type: z.literal('answer'), channel: word, value: z.string().max(4_000).nullable() }),
]);
export type ToWorker = z.output<typeof ToWorker>;

export const WorkerSettings = z.strictObject({
  url: z.string(),
  username: z.string(),
  password: z.string(),
  /** Name of the Stasis application. */
  app: z.string(),
});
export type WorkerSettings = z.output<typeof WorkerSettings>;
