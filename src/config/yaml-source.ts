// The YAML text as a plain tree that remembers where each key stood.
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { type Finding, formatPath, type KeyPath } from './fault.ts';

/** Faults in the text after which the rest of the tree can still be trusted. */
const HARMLESS = new Set(['BAD_DQ_ESCAPE', 'BAD_SCALAR_START', 'TAG_RESOLVE_FAILED']);
const REMEDIES: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'Indent with spaces.',
  TAG_RESOLVE_FAILED: 'Remove the tag; secrets come from "${NAME}" or a *_file key.',
};
/** Aliases can unfold a small file without end ("billion laughs"); honest ones repeat a list or two. */
const MOST_ALIASED = 10_000;
const DEEPEST = 32;

export interface YamlPlace {
  readonly line: number;
  readonly column: number;
}

export interface YamlFault extends Finding, YamlPlace {}

/** A parsed file. Empty values (`pools:`) are left out of the tree, as if the key were not there. */
export class YamlSource {
  readonly tree: unknown;
  readonly faults: readonly YamlFault[];
  /** Whether the tree is worth checking: false when the text is so broken that its structure is guesswork. */
  readonly sound: boolean;
  readonly #lines = new LineCounter();
  readonly #places = new Map<string, { key: number | null; value: number; scalar: boolean }>();
  readonly #anchors = new Map<string, Node>();
  /** How many aliases we are inside of, and how many values came from inside aliases so far. */
  #aliases = 0;
  #aliased = 0;
  #endless = false;

  constructor(text: string) {
    // Repeated keys are found below, where their path is known.
    const document = parseDocument(text, {
      lineCounter: this.#lines,
      prettyErrors: false,
      uniqueKeys: false,
    });
    const faults: YamlFault[] = [...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
      ...this.#at(pos[0]),
      path: [],
      message: `this is not YAML: ${message.replace(/\.$/, '')}`,
      remedy: REMEDIES[code] ?? 'Check indentation, quotes and brackets here and on the line above.',
    }));
    const readable = document.errors.every(({ code }) => HARMLESS.has(code));
    this.tree = readable ? this.#read(document.contents, [], null, faults) : undefined;
    this.sound = readable && !this.#endless;
    this.faults = faults;
  }

  /** Where the value at `path` stands; of a missing one, where the group stands that lacks it. */
  place(path: KeyPath, part: 'key' | 'value' = 'value'): YamlPlace {
    for (let length = path.length; length > 0; length--) {
      const place = this.#places.get(formatPath(path.slice(0, length)));
      if (!place) continue;
      // A group starts on the line below its key, but it is the key that the eye looks for.
      const wantsKey = place.key !== null && (part === 'key' || !place.scalar);
      return this.#at(wantsKey ? (place.key ?? place.value) : place.value);
    }
    return { line: 1, column: 1 };
  }

  #at(offset: number): YamlPlace {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  #read(node: Node | null, path: KeyPath, key: number | null, faults: YamlFault[]): unknown {
    if (this.#endless) return undefined;
    if (this.#aliases > 0) this.#aliased++;
    if (this.#aliased > MOST_ALIASED || path.length > DEEPEST) {
      this.#endless = true;
      const deep = path.length > DEEPEST;
      faults.push({
        ...this.#at(key ?? node?.range?.[0] ?? 0),
        path: path.slice(0, 3),
        message: deep ? 'this is nested too deeply' : 'aliases unfold this to too many values',
        remedy: 'A few levels are enough everywhere; look for an alias (*name) that repeats itself.',
      });
      return undefined;
    }
    if (isAlias(node)) {
      this.#aliases++;
      const value = this.#read(this.#anchors.get(node.source) ?? null, path, key, faults);
      this.#aliases--;
      return value;
    }
    if (node && 'anchor' in node && node.anchor) this.#anchors.set(node.anchor, node);
    this.#places.set(formatPath(path), {
      key,
      value: node?.range?.[0] ?? key ?? 0,
      scalar: !isMap(node) && !isSeq(node),
    });
    if (isScalar(node)) return scalarValue(node);
    if (isSeq(node)) {
      return node.items.map((item, index) => this.#read(item as Node, [...path, index], null, faults));
    }
    if (!isMap(node)) return undefined;
    const tree: Record<string, unknown> = Object.create(null);
    const seen = new Map<string, number>();
    for (const pair of node.items) {
      const name = isScalar(pair.key) ? String(pair.key.source ?? pair.key.value) : String(pair.key);
      const offset = (pair.key as Node | null)?.range?.[0] ?? 0;
      const first = seen.get(name);
      if (first !== undefined) {
        faults.push({
          ...this.#at(offset),
          path: [...path, name],
          message: `this key is already on line ${this.#at(first).line}`,
          remedy: 'Keep one of the two.',
        });
        continue;
      }
      seen.set(name, offset);
      const value = this.#read(pair.value as Node | null, [...path, name], offset, faults);
      if (value !== undefined) tree[name] = value;
    }
    return tree;
  }
}

/** `+74951230001` and `0800...` without quotes are integers to YAML, which would lose the plus and the zeros. */
function scalarValue({ value, source }: { value: unknown; source?: string }): unknown {
  if (typeof value === 'number' && source !== undefined && /^(\+|0)\d/.test(source)) return source;
  return value ?? undefined;
}
