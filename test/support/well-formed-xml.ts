// Whether a text is well-formed XML, as far as pictures need it: tags, attributes, nesting, references.

const TOKEN = /<!\[CDATA\[[\s\S]*?\]\]>|<\/?([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|[^<]+/y;
const REFERENCE = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i;

/** Throws where it is not. */
export function expectWellFormed(text: string): void {
  const open: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    const around = text.slice(from, from + 120);
    if (!match) throw new Error(`not XML: ${around}`);
    const [token, name, , empty] = match;
    if (!token.startsWith('<![') && REFERENCE.test(token)) throw new Error(`a bare &: ${around}`);
    if (name === undefined) continue;
    if (token.startsWith('</')) {
      if (open.pop() !== name) throw new Error(`closes what is not open: ${around}`);
    } else if (empty !== '/') open.push(name);
  }
  if (open.length > 0) throw new Error(`left open: ${open.join(', ')}`);
}
