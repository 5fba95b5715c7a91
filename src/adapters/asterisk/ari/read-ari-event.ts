// The ARI events that matter to us, out of whatever the WebSocket brings.
import { z } from 'zod';

const StasisStart = z.object({
  type: z.literal('StasisStart'),
  args: z.array(z.string().max(300)).max(20),
  channel: z.object({ id: z.string().min(1).max(300) }),
});
const Known = z.object({ type: z.string().min(1) });

export type AriEvent =
  | { readonly type: 'asked'; readonly channel: string; readonly args: string[] }
  /** Somebody else has connected as our application: the questions go there now. */
  | { readonly type: 'replaced' }
  | { readonly type: 'malformed' };

/** Null for an event that is none of our concern. */
export function readAriEvent(data: unknown): AriEvent | null {
  const event = parsed(String(data));
  const known = Known.safeParse(event);
  if (!known.success) return { type: 'malformed' };
  if (known.data.type === 'ApplicationReplaced') return { type: 'replaced' };
  if (known.data.type !== 'StasisStart') return null;
  const start = StasisStart.safeParse(event);
  return start.success
    ? { type: 'asked', channel: start.data.channel.id, args: start.data.args }
    : { type: 'malformed' };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
