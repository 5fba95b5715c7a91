// Text that reads as one piece though it is split over inline elements, and the way back to its nodes.
import { EDGE } from './number-text.ts';

/** Text here belongs to the page's code, to what the visitor writes, or was marked by the owner: never touched. */
const UNTOUCHED =
  'title,script:not([type*=ld]),style,noscript,textarea,select,code,' +
  '[contenteditable]:not([contenteditable^=f]),[role=textbox],.monaco-editor,.ace_editor,.CodeMirror,' +
  '[data-leaseline-ignore],[data-leaseline-visit-code]';

const INLINE = /^([abiqsu]|\w*br|bd[io]|big|em|font|ins|label|mark|small|t?span|strong|su.|time|tt)$/;

/** A piece of a text that reads as one: a text node, or a whole attribute. */
export interface Part {
  node: Text | Attr;
  /** Where it begins in that text. */
  at: number;
  /** What the page wrote. */
  was: string;
  /** What is to stand there. */
  is: string;
}

/** What we wrote last. A page may renew one node of several: the others are its own old text then, not half of ours. */
const written = new WeakMap<Node, Part>();

export function partOf(node: Text | Attr, at = 0): Part {
  const before = written.get(node);
  const value = node.nodeValue as string;
  const was = before?.is === value ? before.was : value;
  return { node, at, was, is: was };
}

// Not `instanceof`: a node that came from a frame has another window's classes.
export const isElement = (node: Node | null): node is Element =>
  (node as Element | null)?.matches as unknown as boolean;
// What is no element has no name.
const isInline = (node: Node | null): node is Element =>
  INLINE.test((node as Element | null)?.localName as string);

/** Whether it is left alone, by itself or by what it stands in. */
export const isUntouched = (place: Node | null): boolean => !!(place as Element | null)?.closest?.(UNTOUCHED);

/** The element that shows it, if any does. */
export const placeOf = (node: Text | Attr): Node | null => node.parentNode ?? (node as Attr).ownerElement;

/**
 * Reads the text that begins with `at`, as far as it reads as one; in a block all texts of it. What is in a block between
 * them is read by itself.
 */
export function readRuns(at: Node, onRun: (text: string, parts: Part[]) => void): void {
  const isWhole = !flows(at);
  let text = '';
  let parts: Part[] = [];
  let last: Node | undefined;
  const flush = () => {
    if (text) onRun(text, parts);
    text = '';
    parts = [];
  };
  const visit = (node: Node) => {
    // CDATA sections of XHTML can be split, too.
    if ((node as Text).splitText) {
      // The parser splits a long text into several nodes of one parent: there is no edge between those.
      if (node.previousSibling !== last) text += EDGE;
      last = node;
      const part = partOf(node as Text, text.length);
      parts.push(part);
      text += part.was;
    } else if (isInline(node) && !node.matches(UNTOUCHED)) {
      if (node.localName === 'br') text += '\n';
      // Three times as fast as `childNodes` on a large page.
      for (let child = node.firstChild; child; child = child.nextSibling) visit(child);
    } else if (isElement(node)) flush();
  };
  for (let next = isWhole ? at.firstChild : at; next && (isWhole || flows(next)); next = next.nextSibling)
    visit(next);
  flush();
}

/** Where the text begins that `node` is a part of; a block is its own beginning. */
export function startOf(node: Node): Node {
  let at = node;
  if (flows(at)) {
    while (isInline(at.parentNode)) at = at.parentNode;
    while (flows(at.previousSibling)) at = at.previousSibling as Node;
  }
  return at;
}

/** Puts `text` over what stands from `start` to `end`: each piece between edges into a node of its own, as far as there are any. */
export function putInParts(parts: Part[], start: number, end: number, text: string): void {
  const pieces = text.split(/[\n\0]*\0/);
  for (const part of parts) {
    const { at, was, is } = part;
    const from = Math.max(start, at);
    const to = Math.min(end, at + was.length);
    if (from < to) part.is = is.slice(0, from - at) + (pieces.shift() ?? '') + is.slice(to - at);
  }
}

/** Writes what was put in, where `mayWrite` allows it. */
export function writeParts(parts: Part[], mayWrite: (place: Node) => boolean): void {
  for (const part of parts) {
    const { node, is } = part;
    const place = placeOf(node);
    // The page may have thrown it away since it changed it.
    if (place && is !== node.nodeValue && mayWrite(place)) {
      written.set(node, part);
      node.nodeValue = is;
    }
  }
}

export function flows(node: Node | null): boolean {
  return (node && (isInline(node) || !isElement(node))) as boolean;
}
