// What a real Asterisk 22 said, from test/fixtures/ami.
import { readFileSync } from 'node:fs';

export function transcript(name: string): string {
  return readFileSync(new URL(`../fixtures/ami/asterisk-22-${name}.ami`, import.meta.url), 'utf8');
}

/** The messages of a transcript, each with its headers in order. */
export function messagesOf(text: string): (readonly [name: string, value: string])[][] {
  return text
    .split('\r\n\r\n')
    .filter((block) => block.trim() !== '')
    .map((block) =>
      block.split('\r\n').map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
      }),
    );
}
