// Text that reads as one piece though it is split over inline elements, and the way back to its nodes.
import { EDGE } from './number-text.ts';

/** Text here belongs to the page's code, to what the visitor writes, or was marked by the owner: never touched. */
const UNTOUCHED =
  'title,script:not([type*=ld]),style,noscript,textarea,select,code,' +
  '[contenteditable]:not([contenteditable=false]),[role=textbox],.CodeMirror,.monaco-editor,.ace_editor,' +
  '[data-leaseline-ignore],[data-leaseline-visit-code]';

const INLINE =
  /^([abiqsu]|(ab|no|w)?br|bd[io]|big|em|font|ins|label|mark|small|t?span|strong|su[bp]|time|tt)$/;

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
const isElement = (node: Node | null): node is Element =>
  (node as Element | null)?.matches as unknown as boolean;
// CDATA sections of XHTML can be split, too.
const isText = (node: Node): node is Text => (node as Text).splitText as unknown as boolean;
const isInline = (node: Node | null): boolean => isElement(node) && INLINE.test(node.localName);

/**
 * Reads what is at and below `node`; for text and inline elements also what they read together with, once for all nodes
 * with the same `done`. `onElement` gets each element that is not left untouched.
 */
export function readRuns(
  node: Node,
  done: Set<Node>,
  onRun: (text: string, parts: Part[]) => void,
  onElement: (element: Element) => void,
): void {
  let text = '';
  let parts: Part[] = [];
  let last: Node | undefined;
  const flush = () => {
    onRun(text, parts);
    text = '';
    parts = [];
  };
  const visit = (node: Node) => {
    if (isText(node)) {
      // The parser splits a long text into several nodes of one parent: there is no edge between those.
      if (node.previousSibling !== last) text += EDGE;
      last = node;
      const part = partOf(node, text.length);
      parts.push(part);
      text += part.was;
    } else if (isElement(node)) {
      const inline = isInline(node);
      const untouched = node.matches(UNTOUCHED);
      if (!inline || untouched) flush();
      if (untouched) return;
      if (node.localName === 'br') text += '\n';
      onElement(node);
      // Three times as fast as `childNodes` on a large page.
      for (let child = node.firstChild; child; child = child.nextSibling) visit(child);
      if (!inline) flush();
    }
  };

  if ((isElement(node) ? node : node.parentElement)?.closest(UNTOUCHED)) return;
  let at: Node | null = node;
  if (flows(node)) {
    while (isInline(at.parentNode)) at = at.parentNode as Node;
    while (flows(at.previousSibling)) at = at.previousSibling;
  }
  if (done.has(at)) return;
  done.add(at);
  do {
    visit(at);
    at = at.nextSibling;
  } while (flows(node) && flows(at));
  flush();
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
    const place = node.parentNode ?? (node as Attr).ownerElement;
    // The page may have thrown it away since it changed it.
    if (place && is !== node.nodeValue && mayWrite(place)) {
      written.set(node, part);
      node.nodeValue = is;
    }
  }
}

function flows(node: Node | null): node is Node {
  return (node && (isInline(node) || !isElement(node))) as boolean;
}
