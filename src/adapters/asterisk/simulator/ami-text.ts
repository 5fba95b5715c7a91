// AMI as text: how the simulator writes messages and reads actions.

/** Headers in order; a name may come twice. */
export type Headers = readonly (readonly [name: string, value: string | number])[];

export function toAmiText(headers: Headers): string {
  return `${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

/** Header names in lower case; the last one of a name counts. */
export type Action = ReadonlyMap<string, string>;

/** Takes the whole actions out of `text`; `rest` is the beginning of the next one. */
export function readActions(text: string): { actions: Action[]; rest: string } {
  const blocks = text.split('\r\n\r\n');
  const rest = blocks.pop() ?? '';
  const actions = blocks.map((block) => {
    const lines = block.split('\r\n').filter((line) => line.includes(':'));
    return new Map(
      lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const;
      }),
    );
  });
  return { actions, rest };
}
