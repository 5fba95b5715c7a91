// What a command may touch of the world outside: only src/main.ts has the real one.
import type { Readable, Writable } from 'node:stream';

export interface CommandIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  readonly stderr: Writable;
}
