// An AMI action made safe to send: nothing in it can end its line, and Asterisk will not drop it for its length.
import { AmiFault } from './ami-fault.ts';

/** Asterisk reads a line into 1,025 bytes and drops a longer one (main/manager.c, `inbuf`). */
const LONGEST_LINE_BYTES = 1_000;
/** AST_MAX_MANHEADERS is 128 (include/asterisk/manager.h); ActionID and Action are among them. */
const MOST_FIELDS = 120;

const KEY = /^[A-Za-z][A-Za-z0-9-]*$/;
const LINE_BREAK = /[\r\n\0]/;

/**
 * The action as the asterisk-manager package takes it. A value that is too long for Asterisk is cut.
 * @throws AmiFault (`unsafe`) on a key that is no header name, or on CR, LF or NUL in a value: the package writes them as
 *   they are, so that a value could carry a second action.
 */
export function safeAction(
  name: string,
  fields: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const entries = Object.entries({ action: name, ...fields });
  if (entries.length > MOST_FIELDS) throw new AmiFault('unsafe', `AMI action ${name} has too many fields`);
  const safe: Record<string, string> = {};
  for (const [key, value] of entries) {
    if (!KEY.test(key))
      throw new AmiFault('unsafe', `AMI action field ${JSON.stringify(key)} is no header name`);
    if (LINE_BREAK.test(value))
      throw new AmiFault('unsafe', `AMI action field ${key} holds a line break or NUL`);
    safe[key] = cut(value, LONGEST_LINE_BYTES - key.length - 2);
  }
  return safe;
}

/** At most `bytes` of UTF-8, never half a character. */
function cut(text: string, bytes: number): string {
  const whole = Buffer.from(text, 'utf8');
  if (whole.length <= bytes) return text;
  let end = bytes;
  while (end > 0 && ((whole[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return whole.toString('utf8', 0, end);
}
