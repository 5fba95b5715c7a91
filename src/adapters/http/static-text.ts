// A text that is served many times as it is: compressed once, with a tag for each way of sending it.
import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';

/** How it can be sent, the smallest first. */
const ENCODINGS = ['br', 'gzip', 'identity'] as const;
type Encoding = (typeof ENCODINGS)[number];

export class StaticText {
  readonly text: string;
  readonly #bodies: Readonly<Record<Encoding, Buffer>>;
  /** Of the text, whatever the encoding; letters, digits, `-` and `_`. */
  readonly digest: string;

  constructor(text: string) {
    this.text = text;
    const identity = Buffer.from(text);
    this.#bodies = { br: brotliCompressSync(identity), gzip: gzipSync(identity, { level: 9 }), identity };
    this.digest = createHash('sha256').update(identity).digest('base64url').slice(0, 22);
  }

  /** Sends it the smallest way that the client takes; 304 to who has it (RFC 9110, 8.8.3: a strong tag is one encoding's). */
  send(request: Request, response: Response): void {
    const accepted = request.acceptsEncodings();
    const encoding = ENCODINGS.find((each) => accepted.includes(each)) ?? 'identity';
    response.set({ ETag: `"${this.digest}.${encoding}"`, Vary: 'Accept-Encoding' });
    if (encoding !== 'identity') response.set('Content-Encoding', encoding);
    response.send(this.#bodies[encoding]);
  }
}
